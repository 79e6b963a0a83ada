package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.CleanupReport.HeldBackup;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is dropped is what was meant, and nothing else goes with it. */
@Timeout(600)
class CleanupIT {
    private static final MigrationId BY_HAND = new MigrationId(1_722_614_400_000L);

    /** What 50 migrations in a row are tried with: {@code -Dpgzm.migrations=50}. */
    private static final int MIGRATIONS = Integer.getInteger("pgzm.migrations", 5);

    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final Plan plan = Engine.plan(source, destination);
    private final ImmutableTarget target = ImmutableTarget.builder()
            .destination(plan.destination())
            .lockTimeout(Duration.ofMillis(100))
            .swapTimeout(Duration.ofSeconds(1))
            .build();
    private Backups backups = Engine.backupsWithStateIn(Path.of("."));

    @BeforeEach
    void open() {
        backups = Engine.backupsWithStateIn(state);
    }

    private void makeByHand(String... sql) {
        destination.execute("CREATE TABLE goods (id int PRIMARY KEY, v text); CREATE TYPE mood AS ENUM ('sad');"
                + " CREATE TABLE sales (goods_id int REFERENCES goods, mood mood);"
                + " CREATE VIEW sold AS SELECT * FROM sales JOIN goods ON id = goods_id;"
                + " CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                + String.join(";", sql)
                + "; ALTER SCHEMA public RENAME TO " + BY_HAND.backupSchema() + "; CREATE SCHEMA public");
    }

    private CleanupReport cleanup(BackupSelection selection) {
        return backups.cleanup(target, selection, Progress.SILENT);
    }

    private CleanupReport keep(int kept) {
        return cleanup(new BackupSelection.AllButNewest(kept));
    }

    private List<String> schemas() {
        return destination.query("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'"
                + " AND nspname <> 'information_schema' ORDER BY 1");
    }

    @Test
    void manyMigrationsLeaveTheWantedBackupsAndNothingElse() {
        String both = "; CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN spare AS text;"
                + " CREATE TABLE people (id int PRIMARY KEY, mood mood);"
                + " CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood DEFAULT 'sad')";
        source.executeResource(Scene.class, "scene_source.sql");
        source.execute("TRUNCATE customers, orders, order_lines" + both);
        destination.executeResource(Scene.class, "scene_destination.sql");
        destination.execute("SELECT 1" + both + "; CREATE VIEW reports.clients AS SELECT id FROM customers;"
                + " CREATE TABLE reports.moods (mood mood, customer bigint REFERENCES customers);"
                + " CREATE PUBLICATION sold FOR TABLE orders, users;"
                + " ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC");
        String mood = destination.value("SELECT 'mood'::regtype::oid");
        Plan preserving = Engine.plan(source, destination)
                .withPreservation(ImmutablePreservation.builder().build().of(List.of("users")));
        Migrations migrations = Engine.withStateIn(state);
        List<String> settled = List.of();
        for (int i = 1; i <= MIGRATIONS; i++) {
            destination.execute("INSERT INTO users DEFAULT VALUES");
            migrations.start(preserving, Progress.SILENT);
            keep(3);
            if (i == 4) {
                settled = everything();
            }
        }
        assertThat(everything()).isEqualTo(settled);
        assertThat(schemas()).hasSize(5).contains("public", "reports");
        assertThat(destination.value("SELECT count(*) FROM users")).isEqualTo(String.valueOf(MIGRATIONS));
        assertThat(destination.value("SELECT 'mood'::regtype::oid")).isEqualTo(mood);
        assertThat(destination.query("SELECT prrelid::regclass FROM pg_publication_rel ORDER BY 1"))
                .containsExactlyInAnyOrder("orders", "users");
        assertThat(backups.list(plan.destination(), RowCounting.ESTIMATED).backups())
                .hasSize(3)
                .allSatisfy(backup -> assertThat(backup.defect()).isEmpty());
    }

    /** How many rows each catalog has, and all objects and locks, without their numbers. */
    private List<String> everything() {
        destination.awaitNoSessionOfARun();
        // statistics come when autovacuum likes; shared catalogs are also other tests'
        List<String> catalogs = destination.query("SELECT relname FROM pg_class WHERE relkind = 'r'"
                + " AND relnamespace = 'pg_catalog'::regnamespace AND NOT relisshared AND relname <> 'pg_statistic'");
        Stream<String> rows = catalogs.stream()
                .map(catalog -> catalog + " " + destination.value("SELECT count(*) FROM pg_catalog." + catalog));
        Stream<String> owned = destination
                .query("SELECT count(*) FROM pg_shdepend"
                        + " WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())")
                .stream();
        Stream<String> objects = destination.leftovers().stream().map(object -> object.replaceAll("[0-9]+", "N"));
        return Stream.of(rows, owned, objects).flatMap(each -> each).sorted().toList();
    }

    @Test
    void dropsWhatIsOlder() {
        makeByHand();
        assertThat(cleanup(new BackupSelection.Before(Instant.parse("2024-08-02T16:00:00Z")))
                        .dropped())
                .isEmpty();
        assertThat(backups.foretellCleanup(plan.destination(), new BackupSelection.Before(Instant.now()))
                        .dropped())
                .extracting(Backup::id)
                .containsExactly(BY_HAND);
        assertThat(schemas()).containsExactly(BY_HAND.backupSchema(), "public");

        cleanup(new BackupSelection.Before(Instant.parse("2024-08-02T16:00:01Z")));

        assertThat(schemas()).containsExactly("public");
    }

    @Test
    void refusesATimeInTheFuture() {
        makeByHand();
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));

        Problem problem = catchThrowableOfType(
                        MigrationException.class, () -> cleanup(new BackupSelection.Before(tomorrow)))
                .problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(problem.message())
                .isEqualTo("Cannot drop the backups before " + tomorrow + ": that is in the future");
        assertThat(schemas()).hasSize(2);
    }

    @Test
    void dropsNothingThatIsUsedFromOutside() {
        makeByHand("CREATE EXTENSION hstore; CREATE SCHEMA reports");
        destination.execute("CREATE TABLE public.t (m " + BY_HAND.backupSchema() + ".mood, h " + BY_HAND.backupSchema()
                + ".hstore); CREATE VIEW reports.v AS SELECT * FROM " + BY_HAND.backupSchema() + ".goods;"
                + " CREATE TABLE reports.k (id int REFERENCES " + BY_HAND.backupSchema() + ".goods);"
                + " CREATE PUBLICATION p FOR TABLE " + BY_HAND.backupSchema() + ".sales");
        List<String> before = destination.leftovers();

        CleanupReport report = keep(0);

        assertThat(report.dropped()).isEmpty();
        HeldBackup held = report.held().get(0);
        assertThat(held.reasons())
                .contains(
                        "extension hstore lives in it",
                        "view reports.v uses table " + BY_HAND.backupSchema() + ".goods",
                        "publication p uses table " + BY_HAND.backupSchema() + ".sales")
                .anySatisfy(reason -> assertThat(reason).contains("column m of table public.t"))
                .anySatisfy(reason -> assertThat(reason).contains("constraint k_id_fkey on table reports.k"));
        destination.awaitNoSessionOfARun();
        assertThat(destination.leftovers()).isEqualTo(before);

        destination.execute("DROP TABLE t, reports.k; DROP VIEW reports.v; DROP PUBLICATION p;"
                + " ALTER EXTENSION hstore SET SCHEMA public");
        assertThat(keep(0).held()).isEmpty();
        assertThat(schemas()).containsExactly("public", "reports");
    }

    @Test
    void waitsForNobodyLongAndGoesOnWhereItEnded() throws SQLException {
        makeByHand("CREATE SCHEMA reports; CREATE TABLE reports.live (id int PRIMARY KEY);"
                + " CREATE TABLE zoo (id int REFERENCES reports.live)");
        try (Connection application = destination.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("INSERT INTO reports.live VALUES (1)");

            Problem problem = catchThrowableOfType(MigrationException.class, () -> keep(0))
                    .problem();

            assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
            assertThat(problem.outcome().orElseThrow()).startsWith(BY_HAND.backupSchema() + " may be dropped in part");
            application.commit();
        }
        Backup broken = backups.list(plan.destination(), RowCounting.ESTIMATED)
                .backups()
                .get(0);
        assertThat(broken.defect()).contains("a clean-up has begun to drop it, and was broken off");
        Problem rollback = catchThrowableOfType(
                        MigrationException.class, () -> backups.rollback(target.withId(BY_HAND), Progress.SILENT))
                .problem();
        assertThat(rollback.message()).isEqualTo("Cannot roll back: " + BY_HAND.backupSchema() + " is not whole");

        keep(5);

        assertThat(schemas()).containsExactly("public", "reports");
        assertThat(destination.query("SELECT * FROM reports.live")).containsExactly("1");
    }

    @Test
    void neverTouchesTheBackupOfAMigrationThatHasNotEnded() {
        source.execute("CREATE TABLE goods (id int PRIMARY KEY)");
        destination.execute("CREATE TABLE goods (id int PRIMARY KEY)");
        Progress trying = new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.VERIFYING) {
                    CleanupReport report =
                            backups.foretellCleanup(plan.destination(), new BackupSelection.AllButNewest(0));
                    assertThat(report.dropped()).isEmpty();
                    assertThat(report.held().get(0).reasons())
                            .singleElement()
                            .asString()
                            .endsWith(" has not ended: pgzm resume ends it");
                }
            }
        };

        Engine.withStateIn(state).start(plan, trying);

        assertThat(keep(0).dropped()).hasSize(1);
    }

    @Test
    void refusesAnUnknownOne() {
        Problem problem = catchThrowableOfType(
                        MigrationException.class, () -> cleanup(new BackupSelection.Exactly(List.of(BY_HAND))))
                .problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(problem.detail()).contains("It has no backup.");
    }
}
