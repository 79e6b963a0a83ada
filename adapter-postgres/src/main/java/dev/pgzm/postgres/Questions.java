package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Questions to one server that are sent in one message when the first answer is wanted: a message costs a round trip, however much
 * it asks. A question that fails is found by asking each by itself; in a transaction, which has failed then, the first tells of it.
 */
final class Questions {
    private static final Sql NO_NESTED_LOOPS = Sql.of("SELECT pg_catalog.set_config('enable_nestloop', 'off', true)");
    private static final Sql NESTED_LOOPS = Sql.of("SELECT pg_catalog.set_config('enable_nestloop', 'on', true)");

    private final Session session;
    private final List<Question<?>> open = new ArrayList<>();

    Questions(Session session) {
        this.session = session;
    }

    /**
     * The rows that the server answers, read once.
     *
     * @param doing completes "Cannot ..."
     */
    <T> Supplier<List<T>> ask(String doing, Sql sql, Session.RowReader<T> reader, String... parameters) {
        Question<T> question = new Question<>(doing, sql, reader, parameters);
        open.add(question);
        return () -> {
            if (open.contains(question)) {
                send();
            }
            return List.copyOf(question.answer);
        };
    }

    /**
     * As {@link #ask}, for joins of catalogs that may have grown a moment ago: the planner, which takes them for small then, would
     * join each row with each.
     */
    <T> Supplier<List<T>> askGrownCatalogs(String doing, Sql sql, Session.RowReader<T> reader, String... parameters) {
        strings(doing, NO_NESTED_LOOPS);
        Supplier<List<T>> answer = ask(doing, sql, reader, parameters);
        strings(doing, NESTED_LOOPS);
        return answer;
    }

    Supplier<List<String>> strings(String doing, Sql sql, String... parameters) {
        return ask(doing, sql, row -> row.getString(1), parameters);
    }

    private void send() {
        List<Question<?>> asked = List.copyOf(open);
        open.clear();
        List<String> statements =
                asked.stream().map(each -> each.sql.inlined(each.parameters)).toList();
        try {
            session.read(statements, (number, row) -> asked.get(number).read(row));
        } catch (SQLException failed) {
            if (!session.isAtRest()) {
                throw session.failure(asked.get(0).doing, failed);
            }
            asked.forEach(each -> each.askAlone(session));
        }
    }

    private static final class Question<T> {
        private final String doing;
        private final Sql sql;
        private final Session.RowReader<T> reader;
        private final String[] parameters;
        private final List<T> answer = new ArrayList<>();

        Question(String doing, Sql sql, Session.RowReader<T> reader, String... parameters) {
            this.doing = doing;
            this.sql = sql;
            this.reader = reader;
            this.parameters = parameters;
        }

        void read(ResultSet row) throws SQLException {
            answer.add(reader.read(row));
        }

        /**
         * @throws MigrationException if it is this one that fails
         */
        void askAlone(Session session) {
            answer.clear();
            answer.addAll(session.query(doing, sql, reader, (Object[]) parameters));
        }
    }
}
