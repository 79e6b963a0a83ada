package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Between servers of every major version: what the source's version can hold arrives, and what the destination has besides
 * stays. {@code -Dversions=all} takes each pair of versions.
 */
@Timeout(120)
class ServerVersionsIT {
    private static final int OLDEST = 14;
    private static final int NEWEST = 18;
    private static final boolean ALL = "all".equals(System.getProperty("versions"));
    private static final NewestClientTools TOOLS = NewestClientTools.find();
    private static final String SEQUENCES =
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1";
    // of what publications name one by one: the tables of a published schema are others than before
    private static final String PUBLISHED = "SELECT t::text FROM pg_publication_tables t"
            + " WHERE tablename IN ('plain', 'sales', 'identities', 'empty') ORDER BY 1";

    @TempDir
    private Path state;

    /** The versions of a source and of its destination. */
    record Pair(int from, int to) {
        static Stream<Pair> all() {
            return IntStream.rangeClosed(OLDEST, NEWEST)
                    .boxed()
                    .flatMap(from -> IntStream.rangeClosed(OLDEST, NEWEST).mapToObj(to -> new Pair(from, to)));
        }

        boolean isDowngrade() {
            return to < from;
        }

        @Override
        public String toString() {
            return from + " to " + to;
        }
    }

    static Stream<Pair> upgrades() {
        return ALL
                ? Pair.all().filter(pair -> !pair.isDowngrade())
                : Stream.of(new Pair(14, 15), new Pair(15, 16), new Pair(16, 17), new Pair(17, 18), new Pair(14, 18));
    }

    static Stream<Pair> undone() {
        return ALL ? upgrades() : Stream.of(new Pair(14, 14), new Pair(18, 18));
    }

    static Stream<Pair> downgrades() {
        return ALL ? Pair.all().filter(Pair::isDowngrade) : Stream.of(new Pair(18, 17), new Pair(17, 14));
    }

    @ParameterizedTest
    @MethodSource("upgrades")
    void carriesAllThatTheSourcesVersionCanHold(Pair pair) {
        requireTools(pair);
        TestDatabase source = source(pair, pair.from());
        TestDatabase destination = destination(pair);
        Plan plan = plan(source, destination);
        List<String> formerly = dump(destination, "--schema=public");
        List<String> outside = dump(destination, "--schema=reports");
        List<String> published = destination.query(PUBLISHED);

        List<Finding> findings = new ArrayList<>();
        MigrationReport report = Engine.withStateIn(state).start(plan, new Progress() {
            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }
        });
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));

        assertThat(dump(destination, "--schema=public"))
                .containsExactlyInAnyOrderElementsOf(dump(restored(source, pair.to()), "--schema=public"));
        assertSameRows(source, destination);
        assertThat(dump(destination, "--schema=reports")).containsExactlyInAnyOrderElementsOf(outside);
        assertThat(destination.query(PUBLISHED)).isEqualTo(published);
        assertThat(withoutSchema(backup(destination, report.id().backupSchema())))
                .containsExactlyInAnyOrderElementsOf(withoutSchema(formerly));
    }

    @ParameterizedTest
    @MethodSource("undone")
    void leavesTheDestinationAsItWasIfTheMigrationIsUndone(Pair pair) {
        requireTools(pair);
        TestDatabase destination = destination(pair);
        Plan plan = plan(source(pair, pair.from()), destination);
        Migrations engine = Engine.withStateIn(state);
        List<String> dump = dump(destination);
        List<String> objects = destination.leftovers();

        engine.prepare(plan, Progress.SILENT);
        engine.abort(Engine.target(plan), Progress.SILENT);
        assertThat(dump(destination)).containsExactlyInAnyOrderElementsOf(dump);
        assertThat(destination.leftovers()).isEqualTo(objects);

        assertThat(spoiled(engine, plan, destination).code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(dump(destination)).containsExactlyInAnyOrderElementsOf(dump);
    }

    @ParameterizedTest
    @MethodSource("downgrades")
    void reachesAnOlderVersionWithWhatThatCanHold(Pair pair) {
        requireTools(pair);
        TestDatabase source = source(pair, pair.to());
        TestDatabase destination = destination(pair);

        Engine.withStateIn(state).start(plan(source, destination), Progress.SILENT);

        assertThat(dump(destination, "--schema=public"))
                .containsExactlyInAnyOrderElementsOf(dump(restored(source, pair.to()), "--schema=public"));
        assertSameRows(source, destination);
    }

    @ParameterizedTest
    @MethodSource("downgrades")
    void refusesWhatAnOlderVersionCannotHold(Pair pair) {
        requireTools(pair);
        TestDatabase source = source(pair, pair.from());
        TestDatabase destination = TestServer.ofMajor(pair.to()).newDatabase();
        List<String> objects = destination.leftovers();

        Problem problem = problem(Engine.withStateIn(state), plan(source, destination), Progress.SILENT);

        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.toString())
                .contains("the source uses features that the destination's PostgreSQL " + pair.to() + " lacks");
        assertThat(destination.leftovers()).isEqualTo(objects);
    }

    @Test
    void saysWhyAnIndexCannotBeBuiltAsBefore() {
        TestDatabase source = TestServer.ofMajor(14).newDatabase();
        source.execute("CREATE FUNCTION rate() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';"
                + " CREATE FUNCTION priced(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 * rate(); END';"
                + " CREATE TABLE goods (id int); INSERT INTO goods VALUES (1); CREATE INDEX by_price ON goods (priced(id))");
        TestDatabase destination = TestServer.ofMajor(17).newDatabase();
        List<String> objects = destination.leftovers();

        Problem problem = problem(Engine.withStateIn(state), plan(source, destination), Progress.SILENT);

        assertThat(problem.message()).isEqualTo("Cannot create INDEX by_price: function rate() does not exist");
        assertThat(problem.hint().orElseThrow())
                .isEqualTo("What is missing must exist on the destination. From PostgreSQL 17 on, a function that an"
                        + " index or a materialized view calls must find it without the applications' search_path: name"
                        + " its schema in the function's body, or give the function a search_path, then run the command"
                        + " again.");
        assertThat(destination.leftovers()).isEqualTo(objects);
    }

    @Test
    void doesNotTakeAnInfiniteIntervalForALongOne() {
        Pair pair = new Pair(17, 16);
        requireTools(pair);
        TestDatabase source = TestServer.ofMajor(pair.from()).newDatabase();
        source.execute("CREATE TABLE spans (during interval[]); INSERT INTO spans VALUES ('{1 day,infinity}')");
        TestDatabase destination = TestServer.ofMajor(pair.to()).newDatabase();

        Problem problem = problem(Engine.withStateIn(state), plan(source, destination), Progress.SILENT);

        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message()).contains("spans", "invalid input syntax for type interval: \"infinity\"");
    }

    private static void requireTools(Pair pair) {
        int newest = Math.max(pair.from(), pair.to());
        assumeTrue(
                TOOLS.major() >= newest,
                () -> "needs the pg_dump of PostgreSQL " + newest + ", this is " + TOOLS.major()
                        + "; .ci/newer-client-tools DIR gets it, TEST_CLIENT_TOOLS names it");
    }

    /** With what a version can hold, but for what the destination's cannot build any more. */
    private static TestDatabase source(Pair pair, int contents) {
        TestDatabase database = database(pair.from(), contents);
        if (pair.to() >= 17) {
            database.execute("DROP INDEX IF EXISTS plain_unqualified");
        }
        return database;
    }

    /** A former edition of the source, with other rows, and what hangs on it. */
    private static TestDatabase destination(Pair pair) {
        TestDatabase database = database(pair.to(), Math.min(pair.from(), pair.to()));
        database.execute("DELETE FROM sale_lines; UPDATE wide SET big = 'old'; SELECT setval('fresh', 777)");
        for (int each = OLDEST; each <= pair.to(); each++) {
            database.executeResource(ServerVersionsIT.class, "outside_" + each + ".sql");
        }
        return database;
    }

    private static TestDatabase database(int server, int contents) {
        TestDatabase database = TestServer.ofMajor(server).newDatabase();
        database.executeResource(ServerVersionsIT.class, "zoo.sql");
        for (int each = OLDEST; each <= contents; each++) {
            database.executeResource(ServerVersionsIT.class, "since_" + each + ".sql");
        }
        return database;
    }

    private static Plan plan(TestDatabase source, TestDatabase destination) {
        return Engine.plan(source, destination).withClientTools(TOOLS.directory());
    }

    /** The entries of a schema's dump. Their order depends on what objects of other schemas refer to. */
    private static List<String> dump(TestDatabase database, String... options) {
        String text = database.schemaDump(TOOLS.pgDump(), options).replace("-- PostgreSQL database dump complete", "");
        return Stream.of(text.split("--\n-- Name: "))
                .map(entry -> entry.replaceAll("(?m)^SET default_.*$|^--$", "").strip())
                .toList();
    }

    /** What pg_dump and psql would have made of the source. */
    private static TestDatabase restored(TestDatabase source, int major) {
        TestDatabase database = TestServer.ofMajor(major).newDatabase();
        String script = source.schemaDump(TOOLS.pgDump())
                // a setting that older servers do not know
                .replace("SET transaction_timeout = 0;", "")
                // what some of the functions rely on
                .replace("set_config('search_path', '', false)", "set_config('search_path', 'public', false)");
        database.executeScript(script);
        return database;
    }

    private static void assertSameRows(TestDatabase source, TestDatabase destination) {
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.query(SEQUENCES)).isEqualTo(source.query(SEQUENCES));
    }

    /** The former live schema's dump, as if it still had its name. */
    private static List<String> backup(TestDatabase destination, String backup) {
        return dump(destination, "--schema=" + backup).stream()
                .map(entry -> entry.replace(backup, "public"))
                .toList();
    }

    private static List<String> withoutSchema(List<String> dump) {
        return dump.stream().filter(entry -> !entry.contains(" SCHEMA ")).toList();
    }

    /** What becomes of a migration whose new schema is damaged as soon as it is live. */
    private static Problem spoiled(Migrations engine, Plan plan, TestDatabase destination) {
        return problem(engine, plan, new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.VERIFYING) {
                    destination.execute("DROP INDEX plain_twice");
                }
            }
        });
    }

    private static Problem problem(Migrations engine, Plan plan, Progress progress) {
        return catchThrowableOfType(MigrationException.class, () -> engine.start(plan, progress))
                .problem();
    }
}
