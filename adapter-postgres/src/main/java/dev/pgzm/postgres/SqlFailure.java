package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.UnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns what a server or the driver says into a {@link Problem}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">SQLSTATE codes</a>
 */
final class SqlFailure {
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String DEADLOCK_DETECTED = "40P01";
    static final String INSUFFICIENT_PRIVILEGE = "42501";
    static final String INVALID_PARAMETER_VALUE = "22023";
    static final String CONNECTION_FAILURE = "08006";

    /** Classes of codes that say nothing of what was asked about: connections, resources, somebody's intervention. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "53", "57");

    private SqlFailure() {}

    /**
     * @param doing completes "Cannot ..."
     */
    static MigrationException of(Side side, String doing, SQLException cause) {
        String message = "Cannot " + doing + ": " + firstLine(cause);
        Problem problem = Problem.of(side.failure(), message).withHint(hint(side, cause));
        String detail = detail(side, cause);
        return isUnavailable(cause)
                ? new UnavailableException(problem.withDetail(detail), cause)
                : new MigrationException(problem.withDetail(detail), cause);
    }

    private static boolean isUnavailable(SQLException cause) {
        String state = sqlState(cause);
        return Retries.isForALock(cause) || UNAVAILABLE.contains(state.substring(0, Math.min(2, state.length())));
    }

    /** The SQLSTATE behind a failure, or an empty string. */
    static String sqlState(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** Class 08, and the shutdown codes of class 57: whether the last statement took effect is not known. */
    static boolean isConnectionLost(SQLException failure) {
        String state = sqlState(failure);
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static String firstLine(SQLException cause) {
        String text = serverMessage(cause).map(ServerErrorMessage::getMessage).orElse(cause.getMessage());
        return text == null
                ? cause.getClass().getSimpleName()
                : text.lines().findFirst().orElse("");
    }

    private static Optional<ServerErrorMessage> serverMessage(SQLException cause) {
        return cause instanceof PSQLException psql
                ? Optional.ofNullable(psql.getServerErrorMessage())
                : Optional.empty();
    }

    private static String detail(Side side, SQLException cause) {
        List<String> facts = new ArrayList<>();
        serverMessage(cause).ifPresent(server -> {
            addIfPresent(facts, "", server.getDetail());
            addIfPresent(facts, "Server's hint: ", server.getHint());
            addIfPresent(facts, "Context: ", server.getWhere());
        });
        facts.add("SQLSTATE " + sqlState(cause) + " from the " + side + ".");
        return String.join("\n", facts);
    }

    private static void addIfPresent(List<String> facts, String label, @org.jspecify.annotations.Nullable String text) {
        if (text != null && !text.isBlank()) {
            facts.add(label + text.strip());
        }
    }

    private static String hint(Side side, SQLException cause) {
        String state = sqlState(cause);
        return switch (state) {
            case "28P01", "28000" ->
                "Check the user and the password of the " + side
                        + " (URL, PGPASSWORD or ~/.pgpass) and its pg_hba.conf.";
            case "3D000" -> "Check the database name in the " + side + "'s URL.";
            case "53100" -> "Free disk space on the " + side + ", then run the command again.";
            case "53200" ->
                "Raise max_locks_per_transaction or the memory of the " + side + ", then run the command again.";
            case "53300" -> "Lower --jobs or raise max_connections of the " + side + ", then run the command again.";
            case "57014" ->
                "Somebody or a timeout cancelled the statement on the " + side
                        + ": see its log, raise --statement-timeout if it was that, then run the command again.";
            case INSUFFICIENT_PRIVILEGE ->
                "Grant the privilege to the " + side + "'s user, or connect as another, then run the command again.";
            case LOCK_NOT_AVAILABLE -> "Another transaction holds the lock: run the command again when it has ended.";
            case "42883", "42P01" ->
                "What is missing must exist on the " + side + ". From PostgreSQL 17 on, a function that an index or a"
                        + " materialized view calls must find it without the applications' search_path: name its"
                        + " schema in the function's body, or give the function a search_path, then run the command"
                        + " again.";
            default -> hintByClass(side, state);
        };
    }

    private static String hintByClass(Side side, String state) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "Check that the " + side + " is up and can be reached from here, then run the command again.";
        }
        if (state.startsWith("23")) {
            return "A row of the source breaks the source's own definition: mend one of them there,"
                    + " then run the command again.";
        }
        return "Mend the cause on the " + side + ", then run the command again.";
    }
}
