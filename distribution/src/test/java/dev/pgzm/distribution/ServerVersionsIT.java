package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
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
    static final int OLDEST = 14;
    private static final int NEWEST = 18;
    private static final boolean ALL = "all".equals(System.getProperty("versions"));
    static final NewestClientTools TOOLS = NewestClientTools.find();
    // that of the preserved table leaves values out
    private static final String SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences"
            + " WHERE schemaname = 'public' AND sequencename <> 'kept_id_seq' ORDER BY 1";
    // of what publications name one by one: the tables of a published schema are others than before
    private static final String PUBLISHED = "SELECT t::text FROM pg_publication_tables t"
            + " WHERE tablename IN ('plain', 'sales', 'identities', 'empty') ORDER BY 1";

    // to the preserved table: while it is copied, and when its triggers change the copy
    private static final String WRITES_IN_SYNC = "UPDATE kept SET mail = 'In sync ' || id WHERE id < 4;"
            + " DELETE FROM kept WHERE id = 4; INSERT INTO kept (mail, plain_id) VALUES ('Added in sync', 1)";
    private static final String WRITES_BEFORE_SWAP =
            "UPDATE kept SET mail = 'Before the swap ' || id WHERE id IN (3, 5);"
                    + " DELETE FROM kept WHERE id = 6; INSERT INTO kept (mail, plain_id) VALUES ('Added before the swap', 2)";

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
                : Stream.of(new Pair(14, 15), new Pair(15, 16), new Pair(16, 17), new Pair(17, 18));
    }

    static Stream<Pair> undone() {
        return ALL ? upgrades() : Stream.of(new Pair(18, 18));
    }

    static Stream<Pair> downgrades() {
        return ALL ? Pair.all().filter(Pair::isDowngrade) : Stream.of(new Pair(17, 14));
    }

    @ParameterizedTest
    @MethodSource("upgrades")
    void carriesAllThatTheSourcesVersionCanHold(Pair pair) {
        requireTools(pair);
        TestDatabase source = VersionedZoo.source(pair, pair.from());
        TestDatabase destination = VersionedZoo.destination(pair);
        Plan plan = preservingPlan(source, destination);
        List<String> formerly = VersionedZoo.dump(destination, "--schema=public");
        List<String> outside = VersionedZoo.dump(destination, "--schema=reports");
        List<String> published = destination.query(PUBLISHED);

        WhileApplicationsWrite writing = new WhileApplicationsWrite(destination);
        MigrationReport report = Engine.withStateIn(state).start(plan, writing);
        assertThat(writing.findings)
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .extracting(Finding::what)
                .allMatch(what -> what.startsWith("type ") && what.contains(" is replaced, because other objects"));

        assertThat(VersionedZoo.dump(destination, "--schema=public"))
                .containsExactlyInAnyOrderElementsOf(
                        VersionedZoo.dump(VersionedZoo.restored(source, pair.to()), "--schema=public"));
        // what only the destination had is in its preserved table, with the same ids
        source.execute(WRITES_IN_SYNC + ";" + WRITES_BEFORE_SWAP);
        assertSameRows(source, destination);
        assertThat(VersionedZoo.dump(destination, "--schema=reports")).containsExactlyInAnyOrderElementsOf(outside);
        assertThat(destination.query(PUBLISHED)).isEqualTo(published);
        assertThat(outgoing(VersionedZoo.backup(destination, report.id().backupSchema())))
                .containsExactlyInAnyOrderElementsOf(outgoing(formerly));
    }

    /** Its applications write to the preserved table during SYNC, and once more before the swap. */
    private static final class WhileApplicationsWrite implements Progress {
        private final TestDatabase destination;
        private final List<Finding> findings = new ArrayList<>();

        private WhileApplicationsWrite(TestDatabase destination) {
            this.destination = destination;
        }

        @Override
        public void found(Finding finding) {
            findings.add(finding);
        }

        @Override
        public void ended(Activity activity, Duration took) {
            if (activity.item().object().equals("kept")) {
                destination.execute(WRITES_IN_SYNC);
            }
        }

        @Override
        public void entered(MigrationStatus status) {
            if (status == MigrationStatus.SWAPPING) {
                destination.execute(WRITES_BEFORE_SWAP);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("undone")
    void leavesTheDestinationAsItWasIfTheMigrationIsUndone(Pair pair) {
        requireTools(pair);
        TestDatabase destination = VersionedZoo.destination(pair);
        Plan plan = preservingPlan(VersionedZoo.source(pair, pair.from()), destination);
        Migrations engine = Engine.withStateIn(state);
        List<String> dump = VersionedZoo.dump(destination);
        List<String> objects = destination.leftovers();

        engine.prepare(plan, Progress.SILENT);
        engine.abort(Engine.target(plan), Progress.SILENT);
        assertThat(VersionedZoo.dump(destination)).containsExactlyInAnyOrderElementsOf(dump);
        assertThat(destination.leftovers()).isEqualTo(objects);

        assertThat(spoiled(engine, plan, destination).code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(VersionedZoo.dump(destination)).containsExactlyInAnyOrderElementsOf(dump);
    }

    @ParameterizedTest
    @MethodSource("downgrades")
    void reachesAnOlderVersionWithWhatThatCanHold(Pair pair) {
        requireTools(pair);
        TestDatabase source = VersionedZoo.source(pair, pair.to());
        TestDatabase destination = VersionedZoo.destination(pair);

        Engine.withStateIn(state).start(preservingPlan(source, destination), Progress.SILENT);

        assertThat(VersionedZoo.dump(destination, "--schema=public"))
                .containsExactlyInAnyOrderElementsOf(
                        VersionedZoo.dump(VersionedZoo.restored(source, pair.to()), "--schema=public"));
        assertSameRows(source, destination);
    }

    @ParameterizedTest
    @MethodSource("downgrades")
    void refusesWhatAnOlderVersionCannotHold(Pair pair) {
        requireTools(pair);
        TestDatabase source = VersionedZoo.source(pair, pair.from());
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
        source.execute(
                "CREATE FUNCTION rate() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';"
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

    private static Plan plan(TestDatabase source, TestDatabase destination) {
        return Engine.plan(source, destination).withClientTools(TOOLS.directory());
    }

    /** As {@link #plan}, for databases that have the table. */
    private static Plan preservingPlan(TestDatabase source, TestDatabase destination) {
        return ImmutablePlan.copyOf(plan(source, destination))
                .withPreservation(ImmutablePreservation.builder()
                        .tables(TablePattern.list("kept"))
                        .build());
    }

    private static void assertSameRows(TestDatabase source, TestDatabase destination) {
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.query(SEQUENCES)).isEqualTo(source.query(SEQUENCES));
    }

    /** What becomes part of a backup: neither the schema itself, nor the types that are kept. */
    private static List<String> outgoing(List<String> dump) {
        return dump.stream()
                .filter(entry -> !entry.contains(" SCHEMA ") && !entry.matches("(?s)(emails|positive); Type: DOMAIN.*"))
                .toList();
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
