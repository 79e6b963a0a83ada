package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that is the same on both sides stays the same type, so that prepared statements go on. */
@Timeout(120)
class TypeIdentityIT {
    private static final String TYPES = "CREATE TYPE mood AS ENUM ('sad', 'it''s \"ok\"', 'happy');"
            + " CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE DOMAIN feeling AS mood DEFAULT 'sad';"
            + " CREATE TYPE \"Nested.Pair\" AS (m mood, n positive, ms mood[]); CREATE TYPE unused AS ENUM ('x');"
            + " CREATE TABLE people (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'sad', p positive, f feeling,"
            + " c \"Nested.Pair\", ms mood[]);"
            + " INSERT INTO people SELECT i, 'happy', i, 'sad', ROW('sad', i, '{happy}')::\"Nested.Pair\", '{sad,happy}'"
            + " FROM generate_series(1, 1000) i;"
            + " CREATE INDEX by_mood ON people (m) WHERE m > 'sad'; COMMENT ON TYPE mood IS 'how it feels';"
            + " COMMENT ON COLUMN \"Nested.Pair\".n IS 'how much'; COMMENT ON CONSTRAINT positive_check ON DOMAIN positive IS 'yes';"
            + " REVOKE ALL ON TYPE mood FROM PUBLIC;"
            + " CREATE FUNCTION opposite(mood, VARIADIC mood[]) RETURNS feeling LANGUAGE plpgsql IMMUTABLE AS"
            + " $$ DECLARE m public.mood := 'sad'; BEGIN RETURN m; END $$;"
            + " CREATE VIEW moods AS SELECT id, (c).m, 'sad'::mood AS s, opposite(m, m) FROM people WHERE m <> 'sad'::mood";
    private static final String OIDS =
            "SELECT oid || ' ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace"
                    + " AND typname IN ('mood', '_mood', 'positive', 'feeling', 'Nested.Pair', 'unused') ORDER BY 1";
    private static final String CHANGED =
            "prepared statements that return it fail once after the swap: cached plan must not change result type";

    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final Plan plan = Engine.plan(source, destination);

    @BeforeEach
    void fill() {
        source.execute(TYPES);
        destination.execute(TYPES + "; DELETE FROM people WHERE id > 1; DROP VIEW moods");
    }

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    private MigrationReport start() {
        return engine().start(plan, Progress.SILENT);
    }

    /** pg_dump's, in an order of their own: its own depends on OIDs, of which kept types have older ones. */
    private static List<String> entries(TestDatabase database) {
        return Stream.of(database.schemaDump().split("\n--\n"))
                .map(String::strip)
                .sorted()
                .toList();
    }

    private void assertMigrated() {
        assertThat(entries(destination)).isEqualTo(entries(source));
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('shadow', 'pgzm')"))
                .isEmpty();
    }

    private static String execute(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("EXECUTE q(1)")) {
            rows.next();
            return rows.getString(1) + rows.getString(2) + rows.getString(3) + rows.getString(4);
        }
    }

    @Test
    void keepsTypesThatAreTheSameAndWhatIsPreparedWithThem() throws SQLException {
        List<String> oids = destination.query(OIDS);
        assertThat(oids).hasSize(6);
        assertThat(engine().plan(plan).keptTypes())
                .containsExactly("Nested.Pair", "feeling", "mood", "positive", "unused");
        try (Connection application = destination.connect();
                Statement statement = application.createStatement()) {
            statement.execute("PREPARE q (int) AS SELECT m, f, c, ms FROM people WHERE id = $1");
            String before = execute(statement);
            MigrationReport report = start();
            assertThat(execute(statement)).isEqualTo(before);
            assertThat(destination.query(OIDS)).isEqualTo(oids);
            assertMigrated();
            destination.execute("DROP SCHEMA " + report.id().backupSchema() + " CASCADE");
            assertThat(execute(statement)).isEqualTo(before);
            assertMigrated();
        }
    }

    @Test
    void keepsThemWhenAnotherProcessSwaps() {
        List<String> oids = destination.query(OIDS);
        engine().prepare(plan, Progress.SILENT);
        engine().swap(Engine.target(plan), Progress.SILENT);
        assertThat(destination.query(OIDS)).isEqualTo(oids);
        assertMigrated();
    }

    @Test
    void keepsThemWhenAnotherProcessGoesOn() {
        List<String> oids = destination.query(OIDS);
        engine().prepare(plan, Progress.SILENT);
        destination.execute("UPDATE pgzm.migration SET prepared = NULL, goal = 'COMPLETED'");
        engine().resume(Engine.target(plan), Progress.SILENT);
        assertThat(destination.query(OIDS)).isEqualTo(oids);
        assertMigrated();
    }

    @Test
    void buildsAnewWhenATypeWasAlteredMeanwhile() {
        engine().prepare(plan, Progress.SILENT);
        destination.execute(
                "UPDATE pgzm.migration SET prepared = NULL, goal = 'COMPLETED';" + " ALTER TYPE mood ADD VALUE 'new'");
        engine().resume(Engine.target(plan), Progress.SILENT);
        assertMigrated();
    }

    @Test
    void replacesATypeThatDiffersAndSaysWhatThatMeans() {
        source.execute("ALTER TYPE mood ADD VALUE 'furious'");
        assertThat(engine().plan(plan).keptTypes()).containsExactly("positive", "unused");
        assertThat(engine().plan(plan).findings())
                .contains(new Finding(
                        Severity.WARNING,
                        "type public.mood is defined otherwise on the source, and is replaced",
                        CHANGED,
                        "Let applications prepare such statements anew after the swap, or reconnect."))
                .anyMatch(finding -> finding.what()
                        .equals("type public.feeling is replaced, because other objects of the schema hang together"
                                + " with it"));
        start();
        assertMigrated();
    }

    @Test
    void replacesTypesThatHangTogetherWithWhatIsReplaced() {
        String ties = "CREATE FUNCTION fine(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';"
                + " CREATE DOMAIN checked AS int CHECK (fine(VALUE));"
                + " CREATE FUNCTION number(unused) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';"
                + " CREATE CAST (unused AS int) WITH FUNCTION number(unused);"
                + " CREATE TYPE row_of_table AS (p people); CREATE TYPE opposite AS ENUM ('a');"
                + " CREATE TYPE counted AS ENUM ('a'); CREATE TABLE tied (c checked, u unused, r row_of_table, o opposite);"
                + " CREATE STATISTICS counted ON c, u FROM tied";
        source.execute(ties);
        destination.execute(ties);
        assertThat(engine().plan(plan).keptTypes()).containsExactly("Nested.Pair", "feeling", "mood", "positive");
        start();
        assertThat(entries(destination)).isEqualTo(entries(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TYPE mood ADD VALUE 'new'",
                "ALTER DOMAIN feeling SET DEFAULT 'happy'",
                "ALTER TYPE \"Nested.Pair\" RENAME ATTRIBUTE n TO other",
                "DROP TYPE unused",
                "DROP TYPE unused; CREATE TYPE unused AS ENUM ('x')"
            })
    void refusesToSwapWhenAKeptTypeWasAlteredMeanwhile(String change) {
        MigrationReport prepared = engine().prepare(plan, Progress.SILENT);
        destination.execute(change);
        List<String> before = destination.leftovers();
        Problem problem = catchThrowableOfType(
                        MigrationException.class, () -> engine().swap(Engine.target(plan), Progress.SILENT))
                .problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .startsWith("Cannot swap: type public.")
                .endsWith(" was altered since migration " + prepared.id() + " was prepared");
        assertThat(problem.hint()).contains("Run pgzm abort, then prepare again.");
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    @Test
    void refusesToSwapWhenItMayNotMoveAKeptTypeAnyMore() {
        String role = "r" + destination.name();
        destination.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'pw'; ALTER DATABASE " + destination.name() + " OWNER TO "
                        + role + "; ALTER TABLE people OWNER TO " + role + "; ALTER TYPE unused OWNER TO " + role);
        Plan unprivileged = Engine.plan(source, destination)
                .withDestination(DatabaseUrl.parse(destination.url(role, "pw"), name -> null));
        engine().prepare(unprivileged, Progress.SILENT);
        destination.execute("ALTER TYPE unused OWNER TO CURRENT_USER");
        List<String> before = destination.leftovers();
        Problem problem = catchThrowableOfType(
                        MigrationException.class, () -> engine().swap(Engine.target(unprivileged), Progress.SILENT))
                .problem();
        assertThat(problem.message())
                .isEqualTo("Cannot swap: role " + role + " does not own type public.unused any more");
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    @Test
    void leavesTypesAloneWhenItIsUndone() {
        List<String> before = destination.leftovers();
        String dump = destination.fullDump();
        engine().prepare(plan, Progress.SILENT);
        engine().abort(Engine.target(plan), Progress.SILENT);
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(destination.fullDump()).isEqualTo(dump);
    }

    /** Changes what is live now, so that it is not what the source held. */
    private Problem failInVerify(String change) {
        return catchThrowableOfType(
                        MigrationException.class,
                        () -> engine().start(plan, new Progress() {
                            @Override
                            public void entered(MigrationStatus status) {
                                if (status == MigrationStatus.VERIFYING) {
                                    destination.execute(change);
                                }
                            }
                        }))
                .problem();
    }

    @Test
    void bringsTypesBackWhenItSwapsBack() {
        List<String> before = destination.leftovers();
        String dump = destination.fullDump();
        Problem problem = failInVerify("DROP INDEX by_mood");
        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(destination.fullDump()).isEqualTo(dump);
    }

    @Test
    void isNotInTheWayOfTheNextMigration() {
        destination.execute("CREATE SCHEMA other; CREATE TABLE other.users (m mood[])");
        List<String> oids = destination.query(OIDS);
        start();
        start();
        assertThat(destination.query(OIDS)).isEqualTo(oids);
        destination.execute("DROP SCHEMA other CASCADE");
        source.execute("ALTER TYPE mood ADD VALUE 'furious'");
        start();
        assertMigrated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TYPE unused ADD VALUE 'y' BEFORE 'x'",
                "ALTER DOMAIN word SET NOT NULL",
                "ALTER DOMAIN positive DROP CONSTRAINT positive_check",
                "ALTER DOMAIN word ADD CHECK (VALUE <> '')",
                "ALTER DOMAIN positive SET DEFAULT 1",
                "ALTER DOMAIN word COLLATE_C",
                "ALTER TYPE plain DROP ATTRIBUTE a, ADD ATTRIBUTE a int"
            })
    void replacesATypeThatDiffersInAnything(String change) {
        String more = "CREATE TYPE plain AS (a int, b text); CREATE DOMAIN word AS text";
        source.execute(more);
        destination.execute(more + "; CREATE TABLE words (w word, p plain)");
        String type = change.split(" ")[2];
        source.execute(
                change.endsWith("COLLATE_C") ? "DROP DOMAIN word; CREATE DOMAIN word AS text COLLATE \"C\"" : change);
        assertThat(engine().plan(plan).keptTypes()).doesNotContain(type).contains("mood");
    }

    @Test
    void tellsThatRangeTypesAreReplaced() {
        String range = "CREATE TYPE moods_between AS RANGE (subtype = mood); CREATE TABLE spans (r moods_between);"
                + " INSERT INTO spans VALUES ('[sad,happy]')";
        source.execute(range);
        destination.execute(range);
        assertThat(engine().plan(plan).findings())
                .extracting(Finding::what)
                .containsExactly(
                        "type public.moods_between is replaced, because other objects of the schema hang together"
                                + " with it");
        start();
        assertMigrated();
    }

    @Test
    void leavesTypesThatTheSourceLacksToTheBackup() {
        destination.execute("CREATE TYPE old AS ENUM ('o'); CREATE TABLE ancient (o old, m mood);"
                + " INSERT INTO ancient VALUES ('o', 'sad')");
        MigrationReport report = start();
        assertMigrated();
        assertThat(destination.query("SELECT o, m FROM " + report.id().backupSchema() + ".ancient"))
                .containsExactly("o|sad");
    }

    @Test
    void functionsThatAreCalledWhileRowsAreLoadedFindThem() {
        source.execute(
                "CREATE FUNCTION is_fine(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SET search_path = public"
                        + " AS $$ BEGIN RETURN $1::mood = 'happy'; END $$;"
                        + " CREATE TABLE checked (t text CHECK (is_fine(t))); INSERT INTO checked VALUES ('happy');"
                        + " CREATE INDEX by_function ON checked (is_fine(t))");
        start();
        assertMigrated();
    }

    @Test
    void whatUsesThemInOtherSchemasGoesOn() {
        List<String> oids = destination.query(OIDS);
        destination.execute("CREATE SCHEMA other; CREATE TABLE other.users (m mood DEFAULT 'sad', c \"Nested.Pair\"[]);"
                + " INSERT INTO other.users VALUES (DEFAULT, ARRAY[ROW('sad', 1, '{happy}')::\"Nested.Pair\"]);"
                + " CREATE VIEW other.people AS SELECT id, m, ms, (c).n FROM people;"
                + " CREATE FUNCTION other.count_of(m mood, ms mood[]) RETURNS SETOF feeling"
                + " BEGIN ATOMIC SELECT f FROM people p WHERE p.m = count_of.m; END;"
                + " CREATE MATERIALIZED VIEW other.stored AS SELECT 'sad'::mood AS m");
        assertThat(engine().plan(plan).findings()).isEmpty();
        assertThat(engine().plan(plan).destination().externalDependents())
                .extracting(ExternalDependent::what)
                .containsExactlyInAnyOrder("view other.people", "function other.count_of(public.mood,public.mood[])");
        MigrationReport report = start();
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.query(OIDS)).isEqualTo(oids);
        assertThat(destination.query("SELECT count(*), max(m), max(ms), max(n) FROM other.people"))
                .containsExactly("1000|happy|{sad,happy}|1000");
        assertThat(destination.query("SELECT count(*) FROM other.count_of('happy', '{}')"))
                .containsExactly("1000");
        destination.execute(
                "DROP SCHEMA " + report.id().backupSchema() + " CASCADE; INSERT INTO other.users DEFAULT VALUES");
        assertThat(destination.query("SELECT m, c FROM other.users ORDER BY c"))
                .containsExactly("sad|{\"(sad,1,{happy})\"}", "sad|null");
    }

    @Test
    void bringsBackTheTypesThatAreLeft() {
        List<String> oids = destination.query(OIDS);
        Problem problem = failInVerify("DROP INDEX by_mood; DROP TYPE unused; ALTER DOMAIN feeling RENAME TO sense");
        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(destination.query(OIDS)).hasSize(4).isSubsetOf(oids);
        assertThat(destination.query("SELECT f::sense, opposite('sad', 'sad')::sense FROM people"))
                .containsExactly("sad|sad");
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(backup_|pgzm|shadow)'"))
                .isEmpty();
    }

    @Test
    void replacesATypeOfAnotherOwner() {
        String role = "r" + destination.name();
        source.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw'");
        destination.execute("ALTER DATABASE " + destination.name() + " OWNER TO " + role
                + "; GRANT USAGE ON TYPE mood TO " + role + "; ALTER TABLE people OWNER TO " + role
                + "; ALTER DOMAIN positive OWNER TO " + role);
        String positive = "SELECT 'positive'::regtype::oid";
        String oid = destination.value(positive);
        Plan unprivileged = Engine.plan(source, destination)
                .withDestination(DatabaseUrl.parse(destination.url(role, "pw"), name -> null));
        assertThat(engine().plan(unprivileged).keptTypes()).containsExactly("positive");
        assertThat(engine().plan(unprivileged).findings())
                .contains(new Finding(
                        Severity.INFO,
                        "type public.mood is replaced, because role " + role + " does not own it",
                        CHANGED,
                        "Let applications prepare such statements anew after the swap, or reconnect."));
        engine().start(unprivileged, Progress.SILENT);
        assertThat(destination.value(positive)).isEqualTo(oid);
        assertThat(destination.checksums()).isEqualTo(source.checksums());
    }
}
