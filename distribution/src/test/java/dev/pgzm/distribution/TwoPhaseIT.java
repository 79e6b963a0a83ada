package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.AbortReport;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prepare, look, swap; each command where it is right, and refused where another is. */
@Timeout(120)
class TwoPhaseIT {
    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final Plan plan = Engine.plan(source, destination);
    private final ImmutableTarget target =
            ImmutableTarget.builder().destination(plan.destination()).build();

    @BeforeEach
    void fill() {
        source.execute("CREATE EXTENSION citext; CREATE TABLE goods (id int PRIMARY KEY, v citext);"
                + " INSERT INTO goods SELECT i, md5(i::text) FROM generate_series(1, 5000) i;"
                + " CREATE TABLE sales (id serial PRIMARY KEY, goods_id int REFERENCES goods);"
                + " INSERT INTO sales (goods_id) SELECT i FROM generate_series(1, 5000) i");
        destination.execute("CREATE TABLE goods (id int PRIMARY KEY, old text); INSERT INTO goods VALUES (1, 'old')");
    }

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    private MigrationReport prepare() {
        return engine().prepare(plan, Progress.SILENT);
    }

    private void forgetTheDocument() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private Problem refusal(ThrowingCallable command) {
        destination.awaitNoSessionOfARun();
        List<String> before = destination.leftovers();
        Problem problem =
                catchThrowableOfType(MigrationException.class, command).problem();
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(problem.outcome()).contains("Nothing was changed.");
        return problem;
    }

    private void assertSwapped() {
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('shadow', 'pgzm')"))
                .isEmpty();
    }

    @Test
    void leavesTheLiveSchemaAloneUntilTheSwap() {
        List<String> before = destination.leftovers();
        MigrationReport prepared = prepare();
        assertThat(prepared.reached()).isEqualTo(Goal.PREPARED);
        assertThat(prepared.rows()).isEqualTo(10_000);
        assertThat(destination.query("SELECT * FROM goods")).containsExactly("1|old");
        assertThat(destination.leftovers()).containsAll(before);

        MigrationReport swapped = engine().swap(target, Progress.SILENT);
        assertThat(swapped.reached()).isEqualTo(Goal.COMPLETED);
        assertThat(swapped.id()).isEqualTo(prepared.id());
        assertThat(swapped.rows()).isEqualTo(10_000);
        assertThat(swapped.tables()).isEqualTo(2);
        assertThat(swapped.swap()).isPresent();
        assertSwapped();
        assertThat(destination.query("SELECT * FROM " + prepared.id().backupSchema() + ".goods"))
                .containsExactly("1|old");
        assertThat(engine().status(target).standing()).isEqualTo(Standing.COMPLETED);
    }

    @Test
    void tellsWhereItStands() throws SQLException {
        StatusReport nothing = engine().status(target);
        assertThat(nothing.standing()).isEqualTo(Standing.NONE);
        assertThat(nothing.id()).isEmpty();
        prepare();
        try (Connection application = destination.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("INSERT INTO goods VALUES (2, 'new')");
            StatusReport prepared = engine().status(target);
            assertThat(prepared.standing()).isEqualTo(Standing.PREPARED);
            assertThat(prepared.runner()).isEmpty();
            assertThat(prepared.record().orElseThrow().rows()).isEqualTo(10_000);
            assertThat(prepared.state().orElseThrow().steps())
                    .extracting(step -> step.status().name())
                    .containsExactly("VALIDATING", "DUMPING", "RESTORING", "INDEXING", "SYNCING", "PREPARED");
            assertThat(prepared.obstacles()).extracting(Finding::severity).containsExactly(Severity.INFO);
            assertThat(prepared.obstacles().get(0).what())
                    .startsWith("process ")
                    .contains("idle in transaction")
                    .endsWith("holds a lock");
            assertThat(prepared.nextCommand())
                    .contains("pgzm swap --dest " + plan.destination().display());
            application.rollback();
        }
    }

    @Test
    void goesByTheCatalogWhenTheDocumentIsGone() throws IOException {
        MigrationReport prepared = prepare();
        forgetTheDocument();
        StatusReport status = engine().status(target);
        assertThat(status.standing()).isEqualTo(Standing.PREPARED);
        assertThat(status.id()).contains(prepared.id());
        assertThat(status.state()).isEmpty();
        engine().swap(target, Progress.SILENT);
        assertSwapped();
    }

    @Test
    void undoesByTheCatalogWhenTheDocumentIsGone() throws IOException {
        List<String> before = destination.leftovers();
        prepare();
        forgetTheDocument();
        AbortReport report = engine().abort(target, Progress.SILENT);
        assertThat(report.removed()).containsExactly("schema shadow", "extension citext", "schema pgzm");
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    @Test
    void undoesAPreparationAndItsDocument() throws IOException {
        List<String> before = destination.leftovers();
        String dump = destination.fullDump();
        MigrationReport prepared = prepare();
        AbortReport report = engine().abort(target, Progress.SILENT);
        assertThat(report.id()).contains(prepared.id());
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(destination.fullDump()).isEqualTo(dump);
        assertThat(state).isDirectoryNotContaining("glob:**/.migration-{state,lease}-*");
        assertThat(engine().chronicle(target).id()).isEqualTo(prepared.id());
        assertThat(engine().status(target).standing()).isEqualTo(Standing.NONE);
        assertThat(engine().abort(target, Progress.SILENT)).isEqualTo(new AbortReport(Optional.empty(), List.of()));
    }

    @Test
    void refusesToPrepareOverWhatIsPrepared() {
        MigrationReport prepared = prepare();
        Problem problem = refusal(this::prepare);
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .isEqualTo("Cannot begin: migration " + prepared.id() + " is prepared in the destination");
        assertThat(problem.hint().orElseThrow())
                .contains("pgzm swap --dest postgresql://")
                .contains("pgzm abort --dest postgresql://");
        assertThat(engine().status(target).state().orElseThrow().id()).isEqualTo(prepared.id());
        assertThat(engine().plan(plan).findings())
                .anyMatch(finding -> finding.severity() == Severity.ERROR
                        && finding.what().equals("migration " + prepared.id() + " is prepared in the destination"));
    }

    @Test
    void refusesToSwapTwiceAndToAbortAfterwards() throws IOException {
        MigrationId id = prepare().id();
        engine().swap(target, Progress.SILENT);
        Problem twice = refusal(() -> engine().swap(target, Progress.SILENT));
        assertThat(twice.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(twice.message()).isEqualTo("Cannot swap: migration " + id + " is complete already");
        Problem abort = refusal(() -> engine().abort(target, Progress.SILENT));
        assertThat(abort.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(abort.message()).isEqualTo("Cannot abort: migration " + id + " is complete");
        forgetTheDocument();
        assertThat(refusal(() -> engine().swap(target.withId(id), Progress.SILENT))
                        .message())
                .isEqualTo("Cannot swap: migration " + id + " is complete already");
    }

    @Test
    void refusesToSwapWhatIsNotThere() {
        assertThat(refusal(() -> engine().swap(target, Progress.SILENT)).message())
                .isEqualTo("Cannot swap: nothing is prepared in the destination");
        assertThat(refusal(() -> engine().resume(target, Progress.SILENT)).message())
                .isEqualTo("Cannot resume: the destination holds no migration");
        MigrationId id = prepare().id();
        Problem other = refusal(() -> engine().swap(target.withId(new MigrationId(5)), Progress.SILENT));
        assertThat(other.message()).startsWith("Cannot find migration 5 in postgresql://");
        assertThat(other.detail()).contains("The destination's last migration is " + id + ".");
    }

    @Test
    void saysThatTheDestinationCannotBeAsked() {
        DatabaseUrl nobody = DatabaseUrl.parse("postgresql://nobody@localhost:1/nowhere", name -> null);
        for (ThrowingCallable command : List.<ThrowingCallable>of(
                () -> engine().swap(target.withDestination(nobody), Progress.SILENT),
                () -> engine().abort(target.withDestination(nobody), Progress.SILENT),
                () -> engine().status(target.withDestination(nobody)))) {
            assertThat(refusal(command).code()).isEqualTo(ErrorCode.PREFLIGHT);
        }
    }

    @Test
    void refusesASwapThatLeavesAMaterializedViewOfAnotherSchemaBehind() {
        prepare();
        destination.execute("CREATE SCHEMA reports; CREATE MATERIALIZED VIEW reports.v AS SELECT * FROM public.goods");
        assertThat(engine().status(target).obstacles()).anyMatch(finding -> finding.severity() == Severity.ERROR);
        Problem problem = catchThrowableOfType(MigrationException.class, () -> engine().swap(target, Progress.SILENT))
                .problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message()).startsWith("Cannot swap: materialized view reports.v depends on");
        assertThat(problem.outcome().orElseThrow()).contains("stays prepared");
        destination.execute("DROP MATERIALIZED VIEW reports.v");
        engine().swap(target, Progress.SILENT);
        assertSwapped();
    }

    @Test
    void refusesASchemaOfAnotherThatHasTheNameOfItsOwn() {
        destination.execute("CREATE SCHEMA pgzm; CREATE TABLE pgzm.migration (id int)");
        Problem problem = refusal(this::prepare);
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .isEqualTo("Cannot begin: schema pgzm exists in the destination and is not pgzm's");
        assertThat(engine().abort(target, Progress.SILENT).removed()).isEmpty();
    }

    @Test
    void doesNotTakeTheDocumentOfAnotherServersDatabaseForItsOwn() {
        prepare();
        engine().abort(target, Progress.SILENT);
        engine().start(plan, Progress.SILENT);
        DatabaseUrl alias = DatabaseUrl.parse(destination.url().replace("localhost", "127.0.0.1"), name -> null);
        assertThat(refusal(() -> engine().resume(target.withDestination(alias), Progress.SILENT))
                        .message())
                .isEqualTo("Cannot resume: the destination holds no migration");
    }

    @Test
    void preparesAfterAnAbortAndAfterASwap() {
        prepare();
        engine().abort(target, Progress.SILENT);
        prepare();
        engine().swap(target, Progress.SILENT);
        source.execute("INSERT INTO goods VALUES (6000, 'later')");
        prepare();
        engine().swap(target, Progress.SILENT);
        assertSwapped();
        assertThat(destination.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'backup%'"))
                .isEqualTo("2");
    }
}
