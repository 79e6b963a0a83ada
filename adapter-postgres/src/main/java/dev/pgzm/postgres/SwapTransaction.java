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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one transaction in which two schemas are exchanged, in the way that the plan has decided. */
final class SwapTransaction {
    private static final Sql SWAPPED = Sql.file("select_swapped_schema");
    // of no class that PostgreSQL uses
    private static final String NOT_PREPARED = "PZ001";
    // a commit that wrote nothing would wait for nothing
    private static final String DURABLE = "SELECT pg_catalog.pg_logical_emit_message(true, 'pgzm', 'swapped')";
    // whoever is cancelled while it waits for a standby has committed, and is on the server's own disk
    private static final Duration DURABLE_SOON = Duration.ofSeconds(5);
    private static final int IDLE_MILLIS = 5_000;
    private static final int IDLE_MILLIS_UNLOCKED = 60_000;

    private final Session session;
    private final Plan plan;
    private final List<SwapCompanion> companions;
    private final Optional<Blockade> repeating;

    /**
     * @param repeating lifted between attempts at the locks, if there is to be more than one in the transaction
     */
    private SwapTransaction(Session session, Plan plan, List<SwapCompanion> companions, Optional<Blockade> repeating) {
        this.session = session;
        this.plan = plan;
        this.companions = companions;
        this.repeating = repeating;
    }

    /**
     * Of a migration, whose record tells what goes along.
     *
     * @param keptTypes the OIDs of the types that the incoming schema uses where they stand
     */
    static SwapTransaction ofMigration(Session session, Plan plan, Set<Long> keptTypes) {
        return new SwapTransaction(
                session,
                plan,
                Stream.concat(
                                companions(plan, keptTypes, key -> Optional.of(OutsideKeys.toValidate(key))),
                                Stream.of(new PreservedSwap(plan)))
                        .toList(),
                Optional.empty());
    }

    /**
     * Of a backup, which no record tells about.
     *
     * @param ownTypes the OIDs of the types that it had when it was live
     * @param rememberingKeys takes the statements that validate foreign keys
     */
    static SwapTransaction ofBackup(Session session, Plan plan, Set<Long> ownTypes, Consumer<String> rememberingKeys) {
        return new SwapTransaction(
                session,
                plan,
                companionsOfBackup(plan, ownTypes, rememberingKeys).toList(),
                Optional.empty());
    }

    /**
     * As {@link #ofBackup}, of a backup whose preserved tables get their current rows. They are not copied again for a lock that
     * is not granted.
     */
    static SwapTransaction keepingTables(
            Session session, Plan plan, Set<Long> ownTypes, Consumer<String> rememberingKeys, Blockade blockade) {
        return new SwapTransaction(
                session,
                plan,
                Stream.concat(
                                companionsOfBackup(plan, ownTypes, rememberingKeys),
                                Stream.of(new KeptTables(plan, rememberingKeys)))
                        .toList(),
                Optional.of(blockade));
    }

    private static Stream<SwapCompanion> companionsOfBackup(
            Plan plan, Set<Long> ownTypes, Consumer<String> rememberingKeys) {
        return companions(plan, ownTypes, key -> {
            rememberingKeys.accept(key);
            return Optional.empty();
        });
    }

    /** What is repointed may name an extension's members, and types that are kept, at their home. */
    private static Stream<SwapCompanion> companions(
            Plan plan, Set<Long> keptTypes, Function<String, Optional<String>> rememberingKeys) {
        return Stream.of(
                new ExtensionHomecoming(),
                new TypeHomecoming(keptTypes),
                new DependentRepointing(plan, keptTypes, rememberingKeys));
    }

    /**
     * Exchanges both schemas, or neither.
     *
     * @param lastStatements run when all that goes along has its place
     * @param prepared the migration that the incoming schema must be of, complete
     */
    SwapTimes run(Exchange exchange, List<String> lastStatements, Optional<MigrationId> prepared) {
        try {
            // a client that vanishes must not leave its locks behind
            // its locks must not last as long as a disk or a synchronous standby takes: see makeDurable
            session.executeRaw("BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL lock_timeout = "
                    + plan.lockTimeout().toMillis() + "; SET LOCAL idle_in_transaction_session_timeout = "
                    + IDLE_MILLIS + "; SELECT pg_catalog.pg_advisory_xact_lock(" + AdvisoryKeys.SWAP + ")");
            ExchangeStrategy strategy = ExchangeStrategy.of(plan);
            strategy.makeReady(session, exchange);
            DependentsMark dependents = DependentsMark.take(session, exchange.live());
            SwapStatements along = dependents.watched().and(companions(exchange));
            long asked = System.nanoTime();
            AtomicInteger attempts = new AtomicInteger();
            long granted = lock(exchange, along, attempts);
            List<String> exchanging = strategy.exchange(
                    session,
                    exchange,
                    schema -> prepared.map(id -> requirePrepared(id, schema)).orElse(""));
            // while applications wait, each message costs a round trip
            commit(Stream.of(exchanging, along.after(), lastStatements)
                    .flatMap(List::stream)
                    .collect(Collectors.joining(";\n")));
            Duration stalled = Duration.ofNanos(System.nanoTime() - granted);
            makeDurable();
            return new SwapTimes(attempts.get(), Duration.ofNanos(granted - asked), stalled);
        } catch (MigrationException refused) {
            session.rollback();
            throw Retries.isForALock(refused) ? notObtained(refused) : refused;
        } catch (SQLException failed) {
            session.rollback();
            if (SqlFailure.sqlState(failed).equals(NOT_PREPARED)) {
                throw notPrepared(failed);
            }
            MigrationException failure = PreservedSwap.explained(failed)
                    .orElseGet(() -> SqlFailure.of(Side.DESTINATION, "swap the schemas", failed));
            throw Retries.isForALock(failed) ? notObtained(failure) : failure;
        }
    }

    private long lock(Exchange exchange, SwapStatements along, AtomicInteger attempts) throws SQLException {
        if (repeating.isEmpty()) {
            attempts.incrementAndGet();
            return ExchangeStrategy.of(plan).lock(session, exchange, along);
        }
        Blockade blockade = repeating.get();
        session.executeRaw(
                "SET LOCAL idle_in_transaction_session_timeout = " + IDLE_MILLIS_UNLOCKED + "; SAVEPOINT unlocked");
        return Retries.untilLocked(plan.swapTimeout(), blockade::lift, () -> {
            attempts.incrementAndGet();
            return lockOrGoBack(blockade.next(), exchange, along);
        });
    }

    /** Nothing is held between two attempts but what nobody else uses. */
    private long lockOrGoBack(Plan patient, Exchange exchange, SwapStatements along) {
        try {
            session.executeRaw("SET LOCAL idle_in_transaction_session_timeout = " + IDLE_MILLIS);
            return ExchangeStrategy.of(patient).lock(session, exchange, along);
        } catch (SQLException failed) {
            session.execute("let go of the locks", "ROLLBACK TO SAVEPOINT unlocked");
            throw SqlFailure.of(Side.DESTINATION, "swap the schemas", failed);
        }
    }

    private SwapStatements companions(Exchange exchange) {
        return companions.stream()
                .filter(companion -> companion.goesWith(plan.swapStrategy()))
                .map(companion -> companion.statements(session, exchange))
                .reduce(SwapStatements.after(List.of()), SwapStatements::and);
    }

    private static String requirePrepared(MigrationId id, String schema) {
        String prepared = SWAPPED.inlined(String.valueOf(id.epochMillis()), schema, SchemaMark.firstLine(id));
        return "DO LANGUAGE plpgsql "
                + Identifiers.literal(
                        "BEGIN IF NOT (" + prepared + ") THEN RAISE SQLSTATE '" + NOT_PREPARED + "'; END IF; END");
    }

    private void commit(String script) throws SQLException {
        try {
            session.executeRaw(script + ";\nCOMMIT");
        } catch (SQLException failed) {
            if (!SqlFailure.isConnectionLost(failed)) {
                throw failed;
            }
            throw unknown("The connection to the destination was lost while COMMIT was answered.", failed);
        }
    }

    /**
     * Waits until a crash of the server can no longer take the swap back, as the session's {@code synchronous_commit} wants it. WAL
     * is written in order: whatever an application had acknowledged since the swap has made that durable too.
     */
    private void makeDurable() {
        try {
            session.executeRaw(DURABLE, DURABLE_SOON);
        } catch (SQLException failed) {
            session.close();
            throw unknown("The swap was committed, but the server did not say that it would survive a crash.", failed);
        }
    }

    private static SwapOutcomeUnknownException unknown(String detail, SQLException failed) {
        return new SwapOutcomeUnknownException(
                Problem.of(ErrorCode.SWAP_OUTCOME_UNKNOWN, "Cannot tell whether the swap was committed")
                        .withDetail(detail)
                        .withHint("Look whether the backup schema exists: if it does, the swap was committed."),
                failed);
    }

    private static MigrationException notPrepared(SQLException failed) {
        return new MigrationException(
                Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot swap: the shadow schema is not complete")
                        .withDetail("It is not the one that the migration has prepared.")
                        .withHint("Ask pgzm status where the migration stands."),
                failed);
    }

    static MigrationException notObtained(MigrationException failure) {
        return new MigrationException(
                ImmutableProblem.copyOf(failure.problem()).withCode(ErrorCode.SWAP_NOT_OBTAINED), failure);
    }
}
