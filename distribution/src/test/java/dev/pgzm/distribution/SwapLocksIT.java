package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SwapReport;
import dev.pgzm.postgres.Databases;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the swap gets its locks, and what may happen until it has them. */
@Timeout(60)
class SwapLocksIT {
    private static final List<String> TABLES = List.of("accounts", "ledger_a", "ledger_b", "quiet");

    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final ImmutablePlan plan = Engine.plan(source, destination)
            .withSwapStrategy(SwapStrategy.RENAME)
            .withLockTimeout(Duration.ofSeconds(2));

    @BeforeEach
    void fill() {
        TABLES.forEach(table -> {
            source.execute("CREATE TABLE " + table + " (id int PRIMARY KEY, n int)");
            destination.execute(
                    "CREATE TABLE " + table + " (id int PRIMARY KEY, n int); INSERT INTO " + table + " VALUES (1, 1)");
        });
    }

    private MigrationId prepare() {
        return Engine.withStateIn(state).prepare(plan, Progress.SILENT).id();
    }

    private static SwapReport swap(ImmutablePlan changed, MigrationId id) {
        return new Databases().schemaSwap().swap(changed, id, Progress.SILENT);
    }

    @Test
    void waitsForAllLocksTogetherNoLongerThanForOne() {
        MigrationId id = prepare();
        List<CompletableFuture<Void>> writers =
                List.of(writing("accounts", "1.5"), writing("ledger_a", "3"), writing("quiet", "4.5"));
        awaitSleeping(3);

        MigrationException refused = catchThrowableOfType(
                MigrationException.class, () -> swap(plan.withSwapTimeout(Duration.ofMillis(1)), id));

        assertThat(refused.problem().code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
        assertThat(refused.problem().message())
                .isEqualTo("Cannot swap the schemas: canceling statement due to lock timeout");
        writers.forEach(CompletableFuture::join);
    }

    @Test
    void getsItsLocksBesideTransactionsThatLockInAnotherOrder() {
        List<String> tables = List.of("quiet", "ledger_b", "ledger_a", "accounts");
        MigrationId id = prepare();
        // the last created is locked first
        String backwards = tables.stream()
                .map(table -> "LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE; SELECT pg_sleep(0.02); ")
                .collect(Collectors.joining("", "BEGIN; ", "COMMIT"));
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    destination.execute(backwards);
                }
            }));
        }
        awaitSleeping(4);

        SwapReport report = swap(plan, id);

        over.set(true);
        clients.forEach(CompletableFuture::join);
        // the first asks for moments only
        assertThat(report.attempts()).isLessThanOrEqualTo(2);
    }

    @Test
    void waitsForWhoHasLockedRowsAndNotWrittenYet() throws SQLException {
        MigrationId id = prepare();
        CompletableFuture<SwapReport> swapping;
        try (Connection worker = destination.connect();
                Statement statement = worker.createStatement()) {
            worker.setAutoCommit(false);
            statement.execute("SELECT * FROM accounts WHERE id = 1 FOR UPDATE");
            swapping = CompletableFuture.supplyAsync(() -> swap(plan, id));
            awaitSwapWaiting();
            statement.execute("UPDATE accounts SET n = 42 WHERE id = 1");
            worker.commit();
        }
        // the first asks for moments only
        assertThat(swapping.join().attempts()).isLessThanOrEqualTo(2);
        assertThat(destination.value("SELECT n FROM " + id.backupSchema() + ".accounts WHERE id = 1"))
                .isEqualTo("42");
    }

    @Test
    void repointsWhatIsMadeWhileItWaits() throws SQLException {
        MigrationId id = prepare();
        destination.execute("CREATE SCHEMA reports");
        CompletableFuture<SwapReport> swapping;
        try (Connection worker = destination.connect();
                Statement statement = worker.createStatement()) {
            worker.setAutoCommit(false);
            statement.execute("UPDATE accounts SET n = 2");
            // one attempt waits for the worker, however slow the machine is
            swapping = CompletableFuture.supplyAsync(() -> swap(plan.withLockTimeout(Duration.ofSeconds(30)), id));
            awaitSwapWaiting();
            destination.execute("CREATE VIEW reports.meanwhile AS SELECT n FROM public.quiet");
            worker.commit();
        }
        assertThat(swapping.join().attempts()).isEqualTo(2);
        assertThat(destination.value("SELECT count(*) FROM reports.meanwhile")).isEqualTo("0");
    }

    @Test
    void keepsNobodyWaitingForASynchronousStandby() {
        try (LocalServer server =
                TestServer.local("wal_level = replica", "max_wal_senders = 1", "synchronous_commit = on")) {
            TestDatabase live = server.server().newDatabase();
            live.execute("CREATE TABLE accounts (id int PRIMARY KEY, n int)");
            ImmutablePlan here = Engine.plan(source, live).withSwapStrategy(SwapStrategy.RENAME);
            MigrationId id =
                    Engine.withStateIn(state).prepare(here, Progress.SILENT).id();
            live.execute("ALTER SYSTEM SET synchronous_standby_names = 'away'");
            live.execute("SELECT pg_reload_conf()");
            Awaitility.await()
                    .until(() -> live.value("SHOW synchronous_standby_names").equals("away"));

            CompletableFuture<SwapReport> swapping = CompletableFuture.supplyAsync(() -> swap(here, id));
            Awaitility.await()
                    .until(() -> live.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                            .equals("1"));

            live.execute(
                    "SET synchronous_commit = off; SET statement_timeout = '2s'; INSERT INTO ledger_a VALUES (1, 1)");
            assertThat(swapping).isNotDone();
            assertThat(swapping.join().stalled()).isLessThan(Duration.ofSeconds(2));
        }
    }

    /** A transaction that is in the way for some seconds. */
    private CompletableFuture<Void> writing(String table, String seconds) {
        return CompletableFuture.runAsync(() -> destination.execute(
                "BEGIN; LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE; SELECT pg_sleep(" + seconds + "); COMMIT"));
    }

    private void awaitSleeping(int clients) {
        Awaitility.await()
                .until(() -> destination
                        .value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                                + " AND datname = current_database()")
                        .equals(String.valueOf(clients)));
    }

    private void awaitSwapWaiting() {
        Awaitility.await()
                .until(() -> !destination
                        .query("SELECT FROM pg_locks WHERE NOT granted AND relation = 'public.accounts'::regclass"
                                + " AND mode = 'ExclusiveLock'")
                        .isEmpty());
    }
}
