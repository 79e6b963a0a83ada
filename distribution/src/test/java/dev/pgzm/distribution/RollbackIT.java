package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupOrigin;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.FailurePolicy;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rollback is a swap: as a whole or not at all, unnoticed, and everything is as it was. */
@Timeout(180)
class RollbackIT {
    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final Plan plan = Engine.plan(source, destination);
    private final ImmutableTarget latest = ImmutableTarget.builder()
            .destination(plan.destination())
            .jobs(2)
            .swapTimeout(Duration.ofSeconds(10))
            .build();
    private Backups backups = Engine.backupsWithStateIn(Path.of("."));

    @BeforeEach
    void open() {
        backups = Engine.backupsWithStateIn(state);
    }

    private MigrationId start() {
        return Engine.withStateIn(state).start(plan, Progress.SILENT).id();
    }

    private RollbackReport rollback() {
        return backups.rollback(latest, Progress.SILENT);
    }

    private Problem refusal(ThrowingCallable command) {
        List<String> before = destination.leftovers();
        Problem problem =
                catchThrowableOfType(MigrationException.class, command).problem();
        destination.awaitNoSessionOfARun();
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(problem.outcome().orElseThrow()).startsWith("Nothing was changed");
        return problem;
    }

    private void goods(TestDatabase database, String v) {
        database.execute("CREATE TABLE goods (id int PRIMARY KEY, v text); INSERT INTO goods VALUES (1, '" + v + "')");
    }

    /** With their OIDs; a foreign key from outside is made anew, with its triggers. */
    private List<String> lastingObjects() {
        return destination.leftovers().stream()
                .filter(object -> !object.startsWith("trigger RI_"))
                .toList();
    }

    @Test
    void aRoundTripLeavesNoTrace() {
        String role = "r" + destination.name();
        source.executeResource(Scene.class, "scene_source.sql");
        source.execute("CREATE EXTENSION ltree; CREATE TABLE paths (p ltree)");
        destination.executeResource(Scene.class, "extensions.sql");
        destination.execute("CREATE ROLE " + role + ";" + """
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood DEFAULT 'sad', spare text);
                INSERT INTO people (mood) SELECT 'happy' FROM generate_series(1, 100);
                CREATE TABLE customers (id bigint PRIMARY KEY);
                COMMENT ON SCHEMA public IS 'the shop''s';
                CREATE SCHEMA reports;
                CREATE TABLE reports.facts (person bigint);
                INSERT INTO reports.facts VALUES (1);
                CREATE VIEW reports.clients WITH (security_barrier) AS SELECT id FROM customers;
                ALTER TABLE reports.facts ADD CONSTRAINT f FOREIGN KEY (person) REFERENCES customers NOT VALID;
                CREATE PUBLICATION all_customers FOR TABLE customers;
                """ + "GRANT SELECT (id) ON people TO " + role
                + "; GRANT ALL ON customers TO " + role + " WITH GRANT OPTION;"
                + "GRANT USAGE ON SCHEMA public TO " + role
                + "; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO " + role);
        String before = destination.fullDump();
        List<String> objects = lastingObjects();
        MigrationId id = start();
        assertThat(destination.schemaDump()).contains("order_lines");
        assertThat(destination.query("SELECT extname FROM pg_extension WHERE extname = 'ltree'"))
                .hasSize(1);

        RollbackReport report = rollback();

        assertThat(report.promoted()).isEqualTo(id);
        assertThat(report.scope().liveSchema()).isEqualTo("public");
        assertThat(destination.query("SELECT count(*) FROM " + report.id().backupSchema() + ".orders"))
                .containsExactly("12000");
        backups.cleanup(latest, new BackupSelection.Exactly(List.of(report.id())), Progress.SILENT);
        assertThat(destination.fullDump()).isEqualTo(before);
        destination.awaitNoSessionOfARun();
        assertThat(lastingObjects()).isEqualTo(objects);
        destination.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
    }

    @Test
    void failsNoStatementOfABusyApplication() {
        String shop = "CREATE TABLE accounts (id int PRIMARY KEY, n int NOT NULL);"
                + " INSERT INTO accounts SELECT i, 0 FROM generate_series(0, 1000) i;"
                + " CREATE TABLE ledger_a (token text NOT NULL); CREATE TABLE ledger_b (token text NOT NULL);"
                + " CREATE TABLE quiet (id int PRIMARY KEY)";
        source.execute(shop);
        destination.execute(shop);
        RollbackReport report;
        BusyApplication application = BusyApplication.on(destination);
        try (application) {
            start();
            application.awaitTransactions();
            report = rollback();
            application.awaitTransactions();
        }
        assertThat(application.failures()).isEmpty();
        for (String schema : List.of("public", report.id().backupSchema())) {
            assertThat(destination.query("SELECT token FROM " + schema + ".ledger_a a FULL JOIN " + schema
                            + ".ledger_b b USING (token) WHERE a.token IS NULL OR b.token IS NULL"))
                    .isEmpty();
            assertThat(destination.value("SELECT count(*) > 50 FROM " + schema + ".ledger_a"))
                    .isEqualTo("t");
        }
        assertThat(backups.verify(latest, Progress.SILENT).defects()).isEmpty();
    }

    @Test
    void canBeRolledBackItself() {
        goods(source, "new");
        goods(destination, "old");
        MigrationId first = start();
        RollbackReport back = rollback();
        assertThat(destination.query("SELECT v FROM goods")).containsExactly("old");
        assertThat(Engine.withStateIn(state).status(Engine.target(plan)).standing())
                .isEqualTo(Standing.NONE);

        RollbackReport forth = rollback();

        assertThat(forth.promoted()).isEqualTo(back.id());
        assertThat(destination.query("SELECT v FROM goods")).containsExactly("new");
        assertThat(backups.list(plan.destination(), RowCounting.EXACT).backups())
                .extracting(Backup::id, Backup::origin, Backup::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(forth.id(), new BackupOrigin.Rollback(back.id()), 1L));
        assertThat(back.promoted()).isEqualTo(first);
        assertThat(backups.verify(latest, Progress.SILENT).defects()).isEmpty();
    }

    @Test
    void aDocumentThatAKilledRollbackHasLeftIsNotBelieved() throws IOException {
        goods(source, "new");
        goods(destination, "old");
        start();
        Path document = state.resolve(".migration-state-" + destination.name() + ".json");
        String completed = Files.readString(document);
        RollbackReport report = rollback();
        assertThat(document).doesNotExist();
        Files.writeString(document, completed);

        assertThat(Engine.withStateIn(state).status(Engine.target(plan)).standing())
                .isEqualTo(Standing.NONE);

        backups.cleanup(latest, new BackupSelection.Exactly(List.of(report.id())), Progress.SILENT);
        assertThat(document).doesNotExist();
        assertThat(Engine.withStateIn(state).status(Engine.target(plan)).standing())
                .isEqualTo(Standing.NONE);
    }

    @Test
    void refusesAnUnknownBackupAndNamesTheNearest() {
        goods(destination, "old");
        destination.execute("ALTER SCHEMA public RENAME TO backup_1722614400000; CREATE SCHEMA public");

        Problem problem =
                refusal(() -> backups.rollback(latest.withId(new MigrationId(1_722_614_400_001L)), Progress.SILENT));

        assertThat(problem.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(problem.detail()).contains("The nearest are 1722614400000 (2024-08-02T16:00:00Z).");
    }

    @Test
    void goesBackToABackupMadeByHand() {
        goods(destination, "old");
        destination.execute("CREATE EXTENSION hstore; ALTER TABLE goods ADD h hstore;"
                + " ALTER SCHEMA public RENAME TO backup_1722614400000; CREATE SCHEMA public");
        goods(destination, "new");

        RollbackReport report = rollback();

        assertThat(report.promoted()).isEqualTo(new MigrationId(1_722_614_400_000L));
        assertThat(destination.query("SELECT v FROM public.goods WHERE h IS NULL"))
                .containsExactly("old");
        assertThat(destination.query("SELECT v FROM " + report.id().backupSchema() + ".goods"))
                .containsExactly("new");
    }

    @Test
    void whatRolesMayDoSinceTheSwapTheyMayDoAfterwards() {
        String role = "R " + destination.name();
        goods(source, "new");
        goods(destination, "old");
        destination.execute("CREATE FUNCTION f(goods) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        source.execute("CREATE FUNCTION f(goods) RETURNS int LANGUAGE sql AS 'SELECT 2'");
        start();
        destination.execute("CREATE ROLE \"" + role + "\"; GRANT SELECT, UPDATE ON goods TO \"" + role + "\";"
                + " GRANT INSERT (v) ON goods TO \"" + role + "\"; REVOKE EXECUTE ON FUNCTION f FROM PUBLIC;"
                + " GRANT EXECUTE ON FUNCTION f TO \"" + role + "\" WITH GRANT OPTION");

        rollback();

        assertThat(destination.query("SELECT v, f(goods) FROM goods")).containsExactly("old|1");
        assertThat(destination.value("SELECT has_table_privilege('" + role + "', 'goods', 'SELECT, UPDATE')"
                        + " AND has_column_privilege('" + role + "', 'goods', 'v', 'INSERT')"
                        + " AND NOT has_column_privilege('" + role + "', 'goods', 'id', 'INSERT')"
                        + " AND has_function_privilege('" + role + "', 'f(goods)', 'EXECUTE WITH GRANT OPTION')"))
                .isEqualTo("t");
        destination.execute("DROP OWNED BY \"" + role + "\"; DROP ROLE \"" + role + "\"");
    }

    @Test
    void aForeignKeyFromOutsideIsValidAgain() {
        goods(source, "new");
        goods(destination, "old");
        destination.execute("CREATE SCHEMA reports; CREATE TABLE reports.sold (goods_id int REFERENCES goods);"
                + " INSERT INTO reports.sold VALUES (1)");
        start();

        rollback();

        assertThat(destination.value("SELECT convalidated AND confrelid = 'public.goods'::regclass FROM pg_constraint"
                        + " WHERE conrelid = 'reports.sold'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void isRefusedForWhatTheBackupCannotServe() {
        goods(source, "new");
        goods(destination, "old");
        source.execute("ALTER TABLE goods ADD price int");
        start();
        destination.execute("CREATE SCHEMA reports; CREATE VIEW reports.prices AS SELECT price FROM goods");

        Problem problem = refusal(this::rollback);

        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message()).startsWith("Cannot roll back: view reports.prices depends on ");
        assertThat(backups.foretellRollback(latest).findings())
                .anySatisfy(finding -> assertThat(finding.what()).startsWith("view reports.prices"));
    }

    @Test
    void typesComeHomeFromWhereverTheyAre() {
        String people = "CREATE TYPE mood AS ENUM ('sad'); CREATE TYPE spare AS ENUM ('a');"
                + " CREATE TABLE people (mood mood); INSERT INTO people VALUES ('sad');";
        source.execute(people);
        destination.execute(people);
        String oid = "SELECT 'public.mood'::regtype::oid";
        String mood = destination.value(oid);
        MigrationId first = start();
        assertThat(destination.value(oid)).isEqualTo(mood);
        source.execute("ALTER TYPE mood ADD VALUE 'calm'");
        MigrationId second = start();
        assertThat(backups.foretellCleanup(plan.destination(), new BackupSelection.Exactly(List.of(second)))
                        .held())
                .singleElement()
                .satisfies(held -> assertThat(held.reasons())
                        .containsExactly("column mood of table " + first.backupSchema() + ".people uses type "
                                + second.backupSchema() + ".mood"));

        MigrationId third =
                backups.rollback(latest.withId(first), Progress.SILENT).id();

        assertThat(destination.value(oid)).isEqualTo(mood);
        assertThat(destination.query("SELECT typname FROM pg_type WHERE typtype = 'e'"
                        + " AND typnamespace = 'public'::regnamespace ORDER BY 1"))
                .containsExactly("mood", "spare");
        assertThat(backups.list(plan.destination(), RowCounting.ESTIMATED).backups())
                .extracting(Backup::defect)
                .containsOnly(Optional.empty());
        assertThat(backups.verify(latest.withId(second), Progress.SILENT).defects())
                .isEmpty();
        MigrationId fourth =
                backups.rollback(latest.withId(second), Progress.SILENT).id();
        assertThat(destination.value(oid)).isEqualTo(mood);
        backups.cleanup(latest, new BackupSelection.Exactly(List.of(third, fourth)), Progress.SILENT);
        assertThat(destination.query("INSERT INTO people VALUES ('sad') RETURNING mood"))
                .containsExactly("sad");
    }

    @Test
    void goesBackFromANewSchemaThatWasKeptThoughItDidNotVerify() {
        goods(source, "new");
        goods(destination, "old");
        String users = "CREATE TABLE users (id int PRIMARY KEY); ";
        source.execute(users + "CREATE INDEX by_v ON goods (v)");
        destination.execute(users + "INSERT INTO users VALUES (1)");
        Progress spoiling = new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.VERIFYING) {
                    destination.execute("DROP INDEX by_v");
                }
            }
        };
        Problem problem = catchThrowableOfType(
                        MigrationException.class,
                        () -> Engine.withStateIn(state)
                                .start(
                                        ImmutablePlan.copyOf(plan)
                                                .withOnFailure(FailurePolicy.KEEP)
                                                .withPreservation(ImmutablePreservation.builder()
                                                        .build()
                                                        .of(List.of("users"))),
                                        spoiling))
                .problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(problem.outcome().orElseThrow())
                .startsWith("The new schema is live as public")
                .endsWith("pgzm rollback --latest goes back.");
        assertThat(destination.query("SELECT v FROM goods")).containsExactly("new");

        rollback();

        assertThat(destination.query("SELECT v FROM goods")).containsExactly("old");
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('pgzm', 'shadow')"))
                .isEmpty();
        destination.execute("INSERT INTO users VALUES (2)");
        assertThat(destination.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .isEmpty();
    }

    @Test
    void isRefusedWhileAMigrationIsPrepared() {
        goods(source, "new");
        goods(destination, "old");
        start();
        MigrationId second =
                Engine.withStateIn(state).prepare(plan, Progress.SILENT).id();

        Problem problem = refusal(this::rollback);

        assertThat(problem.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(problem.message()).isEqualTo("Cannot roll back: migration " + second + " has not ended");
    }

    @Test
    void givesUpWhereItDoesNotGetItsLocks() throws SQLException {
        goods(source, "new");
        goods(destination, "old");
        MigrationId id = start();
        try (Connection application = destination.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("INSERT INTO goods VALUES (2, 'busy')");

            Problem problem =
                    refusal(() -> backups.rollback(latest.withSwapTimeout(Duration.ofSeconds(1)), Progress.SILENT));

            assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
            assertThat(problem.detail().orElseThrow()).contains("In its way: process ");
            assertThat(problem.outcome())
                    .contains("Nothing was changed: schema public is live as before, and " + id.backupSchema()
                            + " is kept.");
            application.rollback();
        }
    }

    @Test
    void isNotHeldUpByWhoReadsTheBackup() throws SQLException {
        goods(source, "new");
        goods(destination, "old");
        MigrationId id = start();
        try (Connection dump = destination.connect();
                Statement statement = dump.createStatement()) {
            dump.setAutoCommit(false);
            statement.execute("LOCK TABLE " + id.backupSchema() + ".goods, public.goods IN ACCESS SHARE MODE");

            assertThat(rollback().swap().orElseThrow().attempts()).isEqualTo(1);
            dump.rollback();
        }
        assertThat(destination.query("SELECT v FROM goods")).containsExactly("old");
    }
}
