package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * One connection to one of the databases, with settings that make it behave alike everywhere. For one thread at a time,
 * but for {@link #cancel}.
 */
final class Session implements AutoCloseable {
    // server-side timeouts of the user's would end long work; an empty search_path is what pg_dump's names expect
    private static final List<String> SETTINGS = List.of(
            "SET statement_timeout = 0",
            "SET lock_timeout = '60s'",
            "SET idle_in_transaction_session_timeout = 0",
            "SET idle_session_timeout = 0",
            "SET default_transaction_isolation = 'read committed'",
            "SET search_path = ''",
            "SET standard_conforming_strings = on",
            "SET row_security = off",
            "SET check_function_bodies = off",
            "SET client_min_messages = warning",
            "SET extra_float_digits = 3",
            "SET datestyle = 'ISO'",
            "SET intervalstyle = 'postgres'",
            "SET xmloption = content",
            // to compile a query of the catalogs costs a hundred times what it saves
            "SET jit = off",
            "SET tcp_keepalives_idle = 60",
            "SET tcp_keepalives_interval = 10",
            "SET tcp_keepalives_count = 6");

    // the server ends a statement whose client has died, instead of going on with it and its locks; where its platform
    // can
    private static final String END_WITH_CLIENT = "SET client_connection_check_interval = '2s'";

    private static final System.Logger STATEMENTS = System.getLogger("dev.pgzm.statements");

    // what another session may have left on the connection
    private static final List<String> RESET =
            List.of("RESET ALL", "DEALLOCATE ALL", "SELECT pg_catalog.pg_advisory_unlock_all()", "DISCARD SEQUENCES");

    private final Side side;
    private final DatabaseUrl url;
    private final TappedConnection tapped;
    private final Connection connection;
    private final List<String> settings;
    // what has to be sent before the next statement: with it, where that is a query
    private List<String> due = List.of();
    // whether a statement may have left something behind: queries and copies do not
    private boolean altered;
    private boolean cancelled;
    private volatile boolean closed;

    private Session(Side side, DatabaseUrl url, TappedConnection tapped, List<String> settings) {
        this.side = side;
        this.url = url;
        this.tapped = tapped;
        this.connection = tapped.connection();
        this.settings = settings;
    }

    /** Reads one row; the result set stands on it. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * One that may write if it is the destination's.
     *
     * @param more statements that follow the settings, in the same message
     * @throws dev.pgzm.ports.error.MigrationException with the side's code if the server refuses or can't be reached
     */
    static Session open(Side side, DatabaseUrl url, String... more) {
        return connect(side, url, side == Side.DESTINATION ? "off" : "on", more);
    }

    /** As {@link #open}, of which no transaction may write. */
    static Session reading(Side side, DatabaseUrl url, String... more) {
        return connect(side, url, "on", more);
    }

    private static Session connect(Side side, DatabaseUrl url, String readOnly, String... more) {
        List<String> all = new ArrayList<>(SETTINGS);
        all.add("SET default_transaction_read_only = " + readOnly);
        all.addAll(List.of(more));
        return again(side, url, all).orElseGet(() -> anew(side, url, all));
    }

    private static Optional<Session> again(Side side, DatabaseUrl url, List<String> settings) {
        try {
            Optional<SpareConnections.Spare> spare = SpareConnections.take(url);
            if (spare.isEmpty()) {
                return Optional.empty();
            }
            Session session = new Session(side, url, spare.get().connection(), settings);
            // else nobody has asked lately if the server is still there
            boolean leftJustNow = spare.get().isLeftJustNow();
            if (!leftJustNow || !spare.get().isSetUp(settings)) {
                session.due = session.setUp(RESET, List.of(END_WITH_CLIENT));
            }
            if (!leftJustNow) {
                session.settle();
            }
            return Optional.of(session);
        } catch (SQLException lost) {
            return Optional.empty();
        }
    }

    private static Session anew(Side side, DatabaseUrl url, List<String> settings) {
        try {
            Session session = new Session(side, url, TappedConnection.open(url), settings);
            session.due = session.setUp(List.of(), List.of(END_WITH_CLIENT));
            session.settle();
            return session;
        } catch (SQLException refused) {
            throw SqlFailure.of(side, "connect to the " + side + " " + url.display(), refused);
        }
    }

    private List<String> setUp(List<String> reset, List<String> endWithClient) {
        return Stream.of(reset, endWithClient, settings).flatMap(List::stream).toList();
    }

    /** Sends what is due, in one message, since each costs a round trip. */
    private void settle() throws SQLException {
        if (due.isEmpty()) {
            return;
        }
        try {
            try {
                send(String.join(";", due));
            } catch (SQLException refused) {
                if (!isWithoutTheCheck(refused)) {
                    throw refused;
                }
                send(String.join(";", setUp(RESET, List.of())));
            }
            due = List.of();
        } catch (SQLException refused) {
            tapped.close();
            throw refused;
        }
    }

    private static boolean isWithoutTheCheck(SQLException refused) {
        return SqlFailure.sqlState(refused).equals(SqlFailure.INVALID_PARAMETER_VALUE);
    }

    private void send(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            told(sql);
            statement.execute(sql);
        }
    }

    /** Runs statements as one message; outside a transaction they are one of their own. */
    void execute(String doing, String sql) {
        Interruption.refuseIfInterrupted();
        try {
            executeRaw(sql);
        } catch (SQLException failed) {
            throw SqlFailure.of(side, doing, failed);
        }
    }

    void executeRaw(String sql) throws SQLException {
        settle();
        altered = true;
        send(sql);
    }

    /** Asks the server to end what lasts longer, if it can be ended. */
    void executeRaw(String sql, Duration longest) throws SQLException {
        settle();
        altered = true;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout((int) longest.toSeconds());
            told(sql);
            statement.execute(sql);
        }
    }

    /** Runs statements as one message, the last of which gives one value. */
    String executeForValue(String sql) throws SQLException {
        settle();
        altered = true;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            told(sql);
            boolean isRows = statement.execute(sql);
            while (!isRows) {
                isRows = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Takes a row of a statement among others. */
    interface NumberedRowReader {
        /** The statements are numbered from 0; the result set stands on the row. */
        void read(int statement, ResultSet row) throws SQLException;
    }

    /** Runs queries as one message. */
    void read(List<String> queries, NumberedRowReader reader) throws SQLException {
        withWhatIsDue(before -> {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                String all = Stream.concat(before.stream(), queries.stream()).collect(Collectors.joining(";\n"));
                told(all);
                statement.execute(all);
                skip(statement, before.size());
                for (int number = 0; number < queries.size(); number++) {
                    try (ResultSet rows = statement.getResultSet()) {
                        while (rows.next()) {
                            reader.read(number, rows);
                        }
                    }
                    statement.getMoreResults();
                }
            }
        });
    }

    <T> List<T> query(String doing, Sql sql, RowReader<T> reader, Object... parameters) {
        Interruption.refuseIfInterrupted();
        List<T> result = new ArrayList<>();
        try {
            withWhatIsDue(before -> {
                String all = before.stream().map(each -> each + ";\n").collect(Collectors.joining()) + sql.jdbc();
                try (PreparedStatement statement = connection.prepareStatement(all)) {
                    int position = 1;
                    for (int use : sql.uses()) {
                        statement.setObject(position++, parameters[use - 1]);
                    }
                    told(statement.toString());
                    statement.execute();
                    skip(statement, before.size());
                    try (ResultSet rows = statement.getResultSet()) {
                        while (rows.next()) {
                            result.add(reader.read(rows));
                        }
                    }
                }
            });
        } catch (SQLException failed) {
            throw SqlFailure.of(side, doing, failed);
        }
        return result;
    }

    /** Queries behind statements of the same message. */
    private interface Queries {
        void send(List<String> before) throws SQLException;
    }

    /** What is due stays so if anything fails: a message that fails may have changed nothing. */
    private void withWhatIsDue(Queries queries) throws SQLException {
        try {
            queries.send(due);
            due = List.of();
        } catch (SQLException failed) {
            if (due.isEmpty() || !isWithoutTheCheck(failed)) {
                throw failed;
            }
            settle();
            queries.send(due);
        }
    }

    private static void skip(Statement statement, int results) throws SQLException {
        for (int i = 0; i < results; i++) {
            statement.getMoreResults();
        }
    }

    List<String> strings(String doing, Sql sql, Object... parameters) {
        return query(doing, sql, row -> row.getString(1), parameters);
    }

    static List<String> array(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    CopyOut copyOut(String sql) throws SQLException {
        settle();
        told(sql);
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    }

    /** Where this session's rows can be taken from, past the driver. */
    RowTap tap() {
        return tapped.tap();
    }

    CopyIn copyIn(String sql) throws SQLException {
        settle();
        told(sql);
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    }

    private void told(String sql) {
        STATEMENTS.log(System.Logger.Level.DEBUG, () -> side + " " + pid() + ": " + sql);
    }

    MigrationException failure(String doing, SQLException failed) {
        return SqlFailure.of(side, doing, failed);
    }

    /** Asks the server to end the statement in flight, if there is one; from any thread, without an error. */
    synchronized void cancel() {
        if (closed) {
            return;
        }
        cancelled = true;
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException unreachable) {
            // then its connection is lost too, which ends the statement
        }
    }

    /** Rolls back what is open; never fails, because a lost connection has no transaction. */
    void rollback() {
        try {
            executeRaw("ROLLBACK");
        } catch (SQLException lost) {
            close();
        }
    }

    /** As the server said when the connection was made. */
    int serverMajor() {
        try {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException failed) {
            throw SqlFailure.of(side, "ask the server for its version", failed);
        }
    }

    /** The server's process. */
    int pid() {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException unknown) {
            throw SqlFailure.of(side, "ask for the server's process", unknown);
        }
    }

    /** Whether it can be used, and no transaction is open. */
    boolean isAtRest() {
        return !closed && tapped.isAtRest();
    }

    boolean isClosed() {
        try {
            return closed || connection.isClosed();
        } catch (SQLException unknown) {
            return true;
        }
    }

    /** A cancellation may still be on its way: it must not meet another session. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            boolean reusable = !cancelled && tapped.isAtRest();
            if (!reusable || !SpareConnections.leave(url, spare())) {
                tapped.close();
            }
        }
    }

    private SpareConnections.Spare spare() {
        Optional<List<String>> kept = altered || !due.isEmpty() ? Optional.empty() : Optional.of(settings);
        return new SpareConnections.Spare(tapped, kept, System.nanoTime());
    }
}
