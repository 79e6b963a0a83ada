package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.RollbackScope;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are kept in a rollback lose nothing, and a rollback that is not made changes nothing. */
@Timeout(180)
class KeepTablesIT {
    private static final String BACKUP = "backup_1722614400000";

    @TempDir
    private Path state;

    private final TestDatabase destination = TestServer.shared().newDatabase();
    private Backups backups = Engine.backupsWithStateIn(Path.of("."));

    @BeforeEach
    void open() {
        backups = Engine.backupsWithStateIn(state);
    }

    private ImmutableTarget keeping(String tables) {
        return ImmutableTarget.builder()
                .destination(DatabaseUrl.parse(destination.url(), name -> null))
                .keepTables(TablePattern.list(tables))
                .swapTimeout(Duration.ofSeconds(20))
                .build();
    }

    private MigrationId rollback(String tables) {
        return backups.rollback(keeping(tables), Progress.SILENT).id();
    }

    /** What was live becomes a backup by hand, and the other tables are live. */
    private void replace(String old, String next) {
        destination.execute(old + "; ALTER SCHEMA public RENAME TO " + BACKUP + "; CREATE SCHEMA public; " + next);
    }

    private void assertNothingLeft() {
        destination.awaitNoSessionOfARun();
        assertThat(destination.query("SELECT tgname FROM pg_trigger WHERE tgname ~ 'pgzm'"))
                .isEmpty();
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(pgzm|shadow)'"))
                .isEmpty();
    }

    @Test
    void losesNothingOfABusyApplication() {
        String shop = "CREATE TABLE accounts (id int PRIMARY KEY, n int NOT NULL);"
                + " INSERT INTO accounts SELECT i, 0 FROM generate_series(0, 1000) i;"
                + " CREATE TABLE ledger_a (token text PRIMARY KEY); CREATE TABLE ledger_b (token text NOT NULL)";
        replace(shop + "; INSERT INTO ledger_a VALUES ('old')", shop);
        MigrationId id;
        BusyApplication application = BusyApplication.on(destination);
        try (application) {
            application.awaitTransactions();
            id = rollback("accounts, ledger_a");
            application.awaitTransactions();
        }

        assertThat(application.failures()).isEmpty();
        assertThat(destination.value("SELECT count(*) > 100 FROM " + id.backupSchema() + ".ledger_b"))
                .isEqualTo("t");
        assertThat(destination.query("(SELECT token FROM ledger_b UNION ALL SELECT token FROM " + id.backupSchema()
                        + ".ledger_b) EXCEPT ALL SELECT token FROM ledger_a"))
                .isEmpty();
        assertThat(destination.value("SELECT (SELECT sum(n) FROM accounts) = (SELECT count(*) FROM ledger_a)"))
                .isEqualTo("t");
        assertNothingLeft();
    }

    @Test
    void comesBackWithKeysTriggersAndSequences() {
        String tables =
                "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TABLE users (id bigserial PRIMARY KEY, mood mood);"
                        + " CREATE TABLE orders (id int PRIMARY KEY, user_id bigint REFERENCES users ON DELETE CASCADE);"
                        + " CREATE VIEW happy AS SELECT id FROM users WHERE mood = 'happy';"
                        + " CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''never''; END';"
                        + " CREATE TRIGGER never BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION never();";
        replace(
                tables + "INSERT INTO users (mood) VALUES ('sad'), ('sad'); INSERT INTO orders VALUES (1, 2)",
                tables + "INSERT INTO users (mood) SELECT 'happy' FROM generate_series(1, 5)");

        MigrationId id = rollback("us*");

        assertThat(destination.query("SELECT id FROM happy ORDER BY id")).containsExactly("1", "2", "3", "4", "5");
        assertThat(destination.query("SELECT id, user_id FROM orders")).containsExactly("1|2");
        // values are left out for who has looked up the old sequence
        assertThat(destination.value("INSERT INTO users (mood) VALUES ('sad') RETURNING id"))
                .isEqualTo("10006");
        assertThat(destination.query("SELECT conname, convalidated FROM pg_constraint WHERE contype = 'f'"
                        + " AND connamespace = 'public'::regnamespace"))
                .containsExactly("orders_user_id_fkey|t");
        assertThat(destination.query("SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal"
                        + " AND tgrelid = 'public.users'::regclass"))
                .containsExactly("never|O");
        assertThat(destination.value("SELECT count(*) FROM " + id.backupSchema() + ".users"))
                .isEqualTo("5");
        assertNothingLeft();
    }

    @Test
    void isRefusedForATableThatOneSideLacks() {
        replace("CREATE TABLE customers (id int PRIMARY KEY)", "CREATE TABLE users (id int PRIMARY KEY)");
        List<String> before = destination.leftovers();

        assertThat(refusal("user").detail().orElseThrow()).contains("did you mean \"users\"?");
        assertThat(refusal("users").message()).isEqualTo("Cannot roll back: table users does not exist in " + BACKUP);

        destination.awaitNoSessionOfARun();
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    private Problem refusal(String tables) {
        Problem problem = catchThrowableOfType(MigrationException.class, () -> rollback(tables))
                .problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.outcome()).contains("Nothing was changed.");
        return problem;
    }

    @Test
    void aKillWithAllRowsCopiedLeavesTheBackupAsItWas() throws SQLException {
        String tables = "CREATE TABLE goods (id serial PRIMARY KEY, v text); CREATE TABLE others (id int);"
                + " INSERT INTO goods (v) SELECT '%s' FROM generate_series(1, %d);";
        replace(tables.formatted("old", 1000), tables.formatted("new", 2000));
        String old = "SELECT v, count(*) FROM " + BACKUP + ".goods GROUP BY v";
        try (Connection application = destination.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("INSERT INTO others VALUES (1)");
            Program.Running run = new Program(state)
                    .with("PGZM_DEST", destination.url())
                    .launch("rollback", "--latest", "--keep-tables", "goods", "--swap-timeout", "60", "--yes");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !destination
                            .query("SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted"
                                    + " AND relation = '" + BACKUP + ".goods'::regclass")
                            .isEmpty());
            run.kill();
            application.commit();
        }
        destination.awaitNoSessionOfARun();
        assertThat(destination.query(old)).containsExactly("old|1000");
        assertThat(destination.value("SELECT last_value FROM " + BACKUP + ".goods_id_seq"))
                .isEqualTo("1000");
        destination.execute("INSERT INTO goods (v) VALUES ('late')");

        rollback("goods");

        assertThat(destination.query("SELECT v, count(*) FROM goods GROUP BY v ORDER BY v"))
                .containsExactly("late|1", "new|2000");
        assertNothingLeft();
    }

    @Test
    void anOlderSnapshotSeesTheirRowsAndIsToldToRetryItsWrites() throws SQLException {
        String users = "CREATE TABLE users (id int PRIMARY KEY, name text);";
        replace(users, users + "INSERT INTO users SELECT i, 'current' FROM generate_series(1, 100) i");
        List<Finding> findings = new ArrayList<>();
        try (Connection old = destination.connect();
                Statement statement = old.createStatement()) {
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.setAutoCommit(false);
            statement.execute("SELECT pg_current_snapshot()");

            backups.rollback(keeping("users").withSwapTimeout(Duration.ofSeconds(1)), new Progress() {
                @Override
                public void found(Finding finding) {
                    findings.add(finding);
                }
            });

            assertThat(TestDatabase.value(statement, "SELECT count(*) FROM users WHERE name = 'current'"))
                    .isEqualTo("100");
            assertThatThrownBy(() -> statement.execute("UPDATE users SET name = 'by an older snapshot'"))
                    .hasMessageContaining("was replaced by pgzm")
                    .extracting(refused -> ((SQLException) refused).getSQLState())
                    .isEqualTo("40001");
        }
        Finding left = findings.get(findings.size() - 1);
        assertThat(left.what()).isEqualTo("triggers pgzm_guard are left on \"public\".\"users\"");
        destination.execute(left.remedy().substring(left.remedy().indexOf("SET lock_timeout")));
        destination.execute("UPDATE users SET name = 'free'");
        assertNothingLeft();
    }

    @Test
    void bringsPartitionedRowsAndLeavesNewColumnsBehind() {
        String events = "CREATE TABLE events (id int, at date%s, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
                + " CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
                + " CREATE TABLE events_2 PARTITION OF events DEFAULT; ";
        replace(
                events.formatted(", note text DEFAULT 'none'"),
                events.formatted(", added text DEFAULT 'x'")
                        + "INSERT INTO events VALUES (1, '2026-05-05'), (2, '2027-05-05')");

        rollback("events");

        assertThat(destination.query("SELECT tableoid::regclass, * FROM events ORDER BY id"))
                .containsExactly("events_1|1|2026-05-05|none", "events_2|2|2027-05-05|none");
        assertNothingLeft();
    }

    @Test
    void endsWhoIsInTheWayWithoutCopyingAgain() throws SQLException {
        replace("CREATE TABLE users (id int PRIMARY KEY)", "CREATE TABLE users (id int PRIMARY KEY)");
        destination.execute("INSERT INTO users VALUES (1)");
        try (Connection writer = destination.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("SELECT FROM users FOR UPDATE");

            RollbackReport report =
                    backups.rollback(keeping("users").withOnBlocked(BlockedPolicy.TERMINATE), Progress.SILENT);

            assertThat(report.swap().orElseThrow().attempts()).isEqualTo(2);
            assertThat(report.scope()).isEqualTo(new RollbackScope("public", List.of("users"), List.of()));
            assertThatThrownBy(() -> statement.execute("SELECT 1")).hasMessageContaining("terminating connection");
        }
        assertThat(destination.query("SELECT id FROM users")).containsExactly("1");
        assertNothingLeft();
    }

    @Test
    void isRefusedWhereATableOutsideWouldBeLocked() {
        replace(
                "CREATE TABLE users (id int PRIMARY KEY); CREATE SCHEMA reports;"
                        + " CREATE TABLE reports.clients (id int REFERENCES users)",
                "CREATE TABLE users (id int PRIMARY KEY)");
        List<String> before = destination.leftovers();

        Problem problem = catchThrowableOfType(MigrationException.class, () -> rollback("users"))
                .problem();

        assertThat(problem.message())
                .isEqualTo("Cannot keep rows: foreign key clients_id_fkey of table reports.clients points at table "
                        + BACKUP + ".users");
        assertThat(problem.outcome().orElseThrow()).startsWith("Nothing was changed");
        destination.awaitNoSessionOfARun();
        assertThat(destination.leftovers()).isEqualTo(before);
    }
}
