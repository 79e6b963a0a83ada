package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What applications notice of a swap, and what it does about those that are in its way. */
@Timeout(120)
class SwapUnderLoadIT {
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(250);
    // with room for a machine that has more to do
    private static final Duration ONE_ATTEMPT = LOCK_TIMEOUT.plusMillis(1250);
    // autovacuum that was sent away is back after a second, and may be met once more
    private static final int MOST_ATTEMPTS = 4;
    private static final String SHOP = "CREATE TABLE accounts (id int PRIMARY KEY, n int NOT NULL);"
            + " INSERT INTO accounts SELECT i, %s FROM generate_series(0, 1000) i;"
            + " CREATE TABLE ledger_a (token text NOT NULL); CREATE TABLE ledger_b (token text NOT NULL);"
            + " CREATE TABLE quiet (id int PRIMARY KEY)";

    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final ImmutablePlan plan = Engine.plan(source, destination).withLockTimeout(LOCK_TIMEOUT);
    private final Told told = new Told();

    /** What a person is told. */
    private static class Told implements Progress {
        private final List<String> waits;
        private final List<String> findings;

        Told() {
            this.waits = Collections.synchronizedList(new ArrayList<>());
            this.findings = Collections.synchronizedList(new ArrayList<>());
        }

        Told(Told teller) {
            this.waits = teller.waits;
            this.findings = teller.findings;
        }

        @Override
        public void waiting(String forWhat) {
            waits.add(forWhat);
        }

        @Override
        public void found(Finding finding) {
            findings.add(finding.what());
        }
    }

    @BeforeEach
    void fill() {
        source.execute(SHOP.formatted("-1000000"));
        destination.execute(SHOP.formatted("0"));
    }

    private MigrationReport start(Plan changed, Progress progress) {
        return Engine.withStateIn(state).start(changed, progress);
    }

    private Problem refusal(Plan changed) {
        List<String> before = destination.leftovers();
        Problem problem = catchThrowableOfType(MigrationException.class, () -> start(changed, told))
                .problem();
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
        assertThat(problem.outcome().orElseThrow()).startsWith("Both databases are as they were before.");
        return problem;
    }

    @Test
    void failsNoStatementAndSplitsNoTransaction() {
        MigrationReport report;
        BusyApplication application = BusyApplication.on(destination);
        try (application) {
            report = start(plan, told);
            application.awaitTransactions();
        }

        assertThat(application.failures()).isEmpty();
        assertThat(application.longestMillis()).isLessThan(ONE_ATTEMPT.toMillis());
        assertThat(report.swap().orElseThrow().stalled()).isBetween(Duration.ofNanos(1), ONE_ATTEMPT);
        String backup = report.id().backupSchema();
        for (String schema : List.of("public", backup)) {
            assertThat(destination.query("SELECT token FROM " + schema + ".ledger_a a FULL JOIN " + schema
                            + ".ledger_b b USING (token) WHERE a.token IS NULL OR b.token IS NULL"))
                    .isEmpty();
            assertThat(destination.value("SELECT count(*) > 100 FROM " + schema + ".ledger_a"))
                    .isEqualTo("t");
        }
        assertThat(destination.value("SELECT count(*) FROM public.ledger_a JOIN " + backup + ".ledger_b USING (token)"))
                .isEqualTo("0");
        // each transaction has counted itself beside its token
        assertThat(destination.value("SELECT (SELECT sum(n) FROM " + backup + ".accounts) = (SELECT count(*) FROM "
                        + backup + ".ledger_a) AND (SELECT sum(n + 1000000) FROM public.accounts)"
                        + " = (SELECT count(*) FROM public.ledger_b)"))
                .isEqualTo("t");
    }

    @Test
    void givesUpOnAWriterThatIsIdleAndKeepsOthersWaitingForOneAttemptOnly() throws SQLException {
        try (Connection writer = destination.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("SET application_name = 'the idle one'; INSERT INTO quiet VALUES (1)");
            String pid = "process " + pid(statement);
            Problem problem;
            BusyApplication application = BusyApplication.on(destination);
            try (application) {
                problem = refusal(plan.withSwapTimeout(Duration.ofSeconds(4)));
            }

            assertThat(problem.message()).isEqualTo("Cannot swap the schemas: canceling statement due to lock timeout");
            assertThat(problem.detail().orElseThrow())
                    .startsWith("In its way: " + pid)
                    .contains("SQLSTATE 55P03");
            assertThat(told.waits)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(wait -> assertThat(wait)
                            .startsWith("the swap's locks, attempt ")
                            .contains(pid + " of user")
                            .contains("(the idle one), idle in transaction for 00:00:"));
            assertThat(application.failures()).isEmpty();
            assertThat(application.longestMillis()).isLessThan(ONE_ATTEMPT.toMillis());
            writer.commit();
        }
        assertThat(destination.query("SELECT id FROM public.quiet")).containsExactly("1");
    }

    private String sleeping() {
        return destination.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND datname = current_database()");
    }

    private static String pid(Statement statement) throws SQLException {
        return TestDatabase.value(statement, "SELECT pg_backend_pid()");
    }

    @Test
    void isNotDelayedByALongReport() throws SQLException {
        try (Connection report = destination.connect();
                Statement statement = report.createStatement()) {
            CompletableFuture<Void> reading =
                    running(statement, "SELECT count(*), pg_sleep(60) FROM accounts, ledger_a, quiet");

            MigrationReport swapped = start(plan, told);

            assertThat(reading).isNotDone();
            assertThat(swapped.swap().orElseThrow().attempts()).isEqualTo(1);
            assertThat(told.waits).noneMatch(wait -> wait.startsWith("the swap's locks"));
            statement.cancel();
            assertThatThrownBy(reading::join).hasMessageContaining("user request");
        }
    }

    @Test
    void waitsForWhoWouldSeeTheNewTablesEmpty() throws SQLException {
        // loaded in parts
        source.execute("CREATE TABLE big AS SELECT i, repeat('x', 1000) AS v FROM generate_series(1, 4000) i");
        try (Connection report = destination.connect();
                Statement statement = report.createStatement();
                Connection committed = destination.connect();
                Statement harmless = committed.createStatement()) {
            committed.setAutoCommit(false);
            harmless.execute("SELECT count(*) FROM accounts");
            report.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            report.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM accounts");
            String process = "process " + pid(statement);

            Problem problem = refusal(plan.withSwapTimeout(Duration.ofSeconds(1)));

            assertThat(problem.message()).isEqualTo("Cannot swap: open transactions would see new tables empty");
            assertThat(problem.detail().orElseThrow())
                    .startsWith("In its way: " + process)
                    .contains("with a snapshot older than the new rows.");
            assertThat(told.findings)
                    .anyMatch(finding ->
                            finding.startsWith(process) && finding.endsWith("with a snapshot older than the new rows"));
            told.findings.clear();
            start(plan.withOnBlocked(BlockedPolicy.TERMINATE), told);
            assertThat(told.findings)
                    .filteredOn(finding -> finding.startsWith("ended the connection of "))
                    .hasSize(1)
                    .allMatch(finding -> finding.contains(process));
            harmless.execute("SELECT v FROM big");
        }
    }

    /** A statement under way, at which the server has arrived. */
    private CompletableFuture<Void> running(Statement statement, String sql) {
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                statement.execute(sql);
            } catch (SQLException failed) {
                throw new CompletionException(failed);
            }
        });
        Awaitility.await().until(() -> sleeping().equals("1"));
        return running;
    }

    @Test
    void endsTheConnectionsOfThoseInItsWayIfAskedTo() throws SQLException {
        try (Connection writer = destination.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO quiet VALUES (1)");
            String pid = pid(statement);

            MigrationReport swapped = start(plan.withOnBlocked(BlockedPolicy.TERMINATE), told);

            assertThat(swapped.swap().orElseThrow().attempts()).isEqualTo(2);
            assertThat(swapped.swap().orElseThrow().waited()).isGreaterThan(LOCK_TIMEOUT);
            assertThat(told.findings)
                    .anyMatch(finding -> finding.startsWith("ended the connection of process " + pid + " of user"));
            assertThatThrownBy(() -> statement.execute("SELECT 1"))
                    .hasMessageContaining("terminating connection due to administrator command");
        }
    }

    @Test
    void cancelsTheStatementsOfThoseInItsWayIfAskedTo() throws SQLException {
        try (Connection writer = destination.connect();
                Statement statement = writer.createStatement();
                Connection reader = destination.connect();
                Statement reading = reader.createStatement()) {
            CompletableFuture<Void> writing =
                    running(statement, "INSERT INTO quiet SELECT 1 FROM (SELECT pg_sleep(60)) s");
            CompletableFuture<Void> report = CompletableFuture.runAsync(() -> {
                try {
                    reading.execute("SELECT pg_sleep(3) FROM quiet RIGHT JOIN accounts USING (id) LIMIT 1");
                } catch (SQLException failed) {
                    throw new CompletionException(failed);
                }
            });

            start(plan.withOnBlocked(BlockedPolicy.CANCEL), told);

            assertThat(told.findings).anyMatch(finding -> finding.startsWith("cancelled the statement of process "));
            assertThatThrownBy(writing::join).hasMessageContaining("canceling statement due to user request");
            report.join();
            statement.execute("INSERT INTO quiet VALUES (2)");
        }
    }

    @Test
    void cancelsAutovacuumOrWaitsUntilItYields() {
        try (LocalServer server = TestServer.local("autovacuum = on", "autovacuum_naptime = 1s")) {
            TestDatabase cancelled = vacuumed(server);
            MigrationReport report = start(
                    Engine.plan(source, cancelled).withLockTimeout(LOCK_TIMEOUT), waitingForAutovacuum(cancelled));
            assertThat(report.swap().orElseThrow().attempts()).isBetween(2, MOST_ATTEMPTS);
            assertThat(told.findings)
                    .anyMatch(finding -> finding.startsWith("cancelled the statement of process ")
                            && finding.contains("(autovacuum: VACUUM "));
            told.findings.clear();

            TestDatabase outlasted = vacuumed(server);
            DatabaseUrl owner = DatabaseUrl.parse(outlasted.url("plain", "plain"), name -> null);
            report = start(
                    Engine.plan(source, outlasted).withLockTimeout(LOCK_TIMEOUT).withDestination(owner),
                    waitingForAutovacuum(outlasted));
            assertThat(report.swap().orElseThrow().attempts()).isBetween(2, MOST_ATTEMPTS);
            assertThat(report.swap().orElseThrow().waited()).isGreaterThan(Duration.ofSeconds(1));
            assertThat(told.findings).noneMatch(finding -> finding.startsWith("cancelled"));
        }
    }

    /** A database whose owner is no superuser, and one of whose tables is vacuumed for hours. */
    private static TestDatabase vacuumed(LocalServer server) {
        TestDatabase database = server.server().newDatabase();
        if (database.query("SELECT FROM pg_roles WHERE rolname = 'plain'").isEmpty()) {
            database.execute("CREATE ROLE plain LOGIN PASSWORD 'plain'");
        }
        database.execute("CREATE TABLE goods (id int) WITH (autovacuum_vacuum_threshold = 0,"
                + " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
                + " autovacuum_vacuum_cost_limit = 1); INSERT INTO goods SELECT generate_series(1, 200000);"
                + " DELETE FROM goods WHERE id % 2 = 0; ALTER TABLE goods OWNER TO plain;"
                + " ALTER SCHEMA public OWNER TO plain; GRANT CREATE ON DATABASE " + database.name() + " TO plain");
        return database;
    }

    private Progress waitingForAutovacuum(TestDatabase database) {
        return new Told(told) {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.SWAPPING) {
                    database.awaitAutovacuum("public.goods");
                }
            }
        };
    }
}
