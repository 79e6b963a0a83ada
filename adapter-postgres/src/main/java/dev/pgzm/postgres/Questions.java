package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Questions to one server that are sent in one message when the first answer is wanted: a message costs a round trip, however much
 * it asks. Not inside a transaction, since a question that fails is found by asking each by itself.
 */
final class Questions {
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
            if (session.isClosed() || SqlFailure.isConnectionLost(failed)) {
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
