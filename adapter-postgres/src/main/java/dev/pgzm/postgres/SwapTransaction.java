package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.SwapOutcomeUnknownException;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one transaction in which two schemas change their names. */
final class SwapTransaction {
    private static final Sql TABLES = Sql.file("list_relations_to_lock");
    private static final Sql SWAPPED = Sql.file("select_swapped_schema");
    private static final int IDLE_MILLIS = 5_000;
    private static final Sql EXTENSIONS = Sql.of("SELECT e.extname, e.extrelocatable FROM pg_catalog.pg_extension e"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname = $1");

    private final Session session;
    private final Plan plan;

    SwapTransaction(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    /**
     * Renames both schemas, or neither.
     *
     * @param outgoing what the live schema is called afterwards
     * @param incoming the schema that becomes live
     * @param lastStatements run after the renames
     * @param prepared the migration that the incoming schema must be of, complete
     * @return from the first lock asked for to the commit
     */
    Duration exchange(String outgoing, String incoming, List<String> lastStatements, Optional<MigrationId> prepared) {
        List<String> homecoming = session
                .query(
                        "list the live schema's extensions",
                        EXTENSIONS,
                        row -> homecoming(row.getString(1), row.getBoolean(2)),
                        plan.liveSchema())
                .stream()
                .flatMap(List::stream)
                .toList();
        String live = Identifiers.quote(plan.liveSchema());
        List<String> renames = new ArrayList<>();
        renames.add("ALTER SCHEMA " + live + " RENAME TO " + Identifiers.quote(outgoing));
        renames.add("ALTER SCHEMA " + Identifiers.quote(incoming) + " RENAME TO " + live);
        renames.addAll(homecoming);
        return run(String.join(";\n", renames), String.join(";\n", lastStatements), prepared);
    }

    private Duration run(String renames, String lastStatements, Optional<MigrationId> prepared) {
        try {
            // a client that vanishes must not leave its locks behind
            session.executeRaw("BEGIN; SET LOCAL lock_timeout = "
                    + plan.lockTimeout().toMillis() + "; SET LOCAL idle_in_transaction_session_timeout = "
                    + IDLE_MILLIS + "; SELECT pg_catalog.pg_advisory_xact_lock(" + AdvisoryKeys.SWAP + ")");
            long asked = System.nanoTime();
            lockLiveTables();
            session.executeRaw(renames);
            prepared.ifPresent(this::requirePrepared);
            session.executeRaw(lastStatements);
            commit();
            return Duration.ofNanos(System.nanoTime() - asked);
        } catch (MigrationException refused) {
            session.rollback();
            throw refused;
        } catch (SQLException failed) {
            session.rollback();
            throw asSwapFailure(failed);
        }
    }

    /** Holds writers off, lets readers pass; in OID order, so that two such transactions cannot block each other. */
    private void lockLiveTables() throws SQLException {
        List<String> tables = session.strings("list the live tables", TABLES, plan.liveSchema(), "rp");
        if (!tables.isEmpty()) {
            String names = tables.stream()
                    .map(relname -> "ONLY " + Identifiers.qualified(plan.liveSchema(), relname))
                    .collect(Collectors.joining(", "));
            session.executeRaw("LOCK TABLE " + names + " IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    /** Nobody can exchange the schema any more: it was renamed in this transaction. */
    private void requirePrepared(MigrationId id) {
        boolean prepared = session.query(
                        "look at the new schema",
                        SWAPPED,
                        row -> row.getBoolean(1),
                        id.epochMillis(),
                        plan.liveSchema(),
                        SchemaMark.firstLine(id))
                .get(0);
        if (!prepared) {
            throw new MigrationException(
                    Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot swap: the shadow schema is not complete")
                            .withDetail("It is not the one that migration " + id + " has prepared.")
                            .withHint("Ask pgzm status where the migration stands."));
        }
    }

    private void commit() throws SQLException {
        try {
            session.executeRaw("COMMIT");
        } catch (SQLException failed) {
            if (!SqlFailure.isConnectionLost(failed)) {
                throw failed;
            }
            throw new SwapOutcomeUnknownException(
                    Problem.of(ErrorCode.SWAP_OUTCOME_UNKNOWN, "Cannot tell whether the swap was committed")
                            .withDetail("The connection to the destination was lost while COMMIT was answered.")
                            .withHint("Look whether the backup schema exists: if it does, the swap was committed."),
                    failed);
        }
    }

    /**
     * Members move with ALTER EXTENSION if the extension allows it. A superuser may allow it for the moment: the names in
     * the members' bodies say the live schema already, and that is where they come back to.
     */
    private List<String> homecoming(String extname, boolean relocatable) {
        String move =
                "ALTER EXTENSION " + Identifiers.quote(extname) + " SET SCHEMA " + Identifiers.quote(plan.liveSchema());
        return relocatable
                ? List.of(move)
                : List.of(setRelocatable(extname, true), move, setRelocatable(extname, false));
    }

    private static String setRelocatable(String extname, boolean relocatable) {
        return "UPDATE pg_catalog.pg_extension SET extrelocatable = " + relocatable + " WHERE extname = "
                + Identifiers.literal(extname);
    }

    private static MigrationException asSwapFailure(SQLException failed) {
        MigrationException failure = SqlFailure.of(Side.DESTINATION, "swap the schemas", failed);
        return Retries.isForALock(failed)
                ? new MigrationException(
                        ImmutableProblem.copyOf(failure.problem()).withCode(ErrorCode.SWAP_NOT_OBTAINED), failed)
                : failure;
    }
}
