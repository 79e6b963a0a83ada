package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.ImmutablePreview;
import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.ImmutableDatabaseFacts;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import dev.pgzm.ports.catalog.ImmutableSourceFacts;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pgzm start} and {@code pgzm prepare}. */
class CopyCommandTest {
    private static final DatabaseFacts FACTS = ImmutableDatabaseFacts.builder()
            .version(new ServerVersion(150_018))
            .identity("i")
            .lineage("l")
            .database("shop")
            .user("u")
            .superuser(false)
            .inRecovery(false)
            .encoding("UTF8")
            .build();

    private final Shell shell = new Shell();

    private Shell.Result run(String command, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        arguments[1] = "--source=" + Samples.SOURCE;
        arguments[2] = "--dest=" + Samples.DESTINATION;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return shell.run(arguments);
    }

    static ImmutablePreview.Builder preview() {
        return ImmutablePreview.builder()
                .source(ImmutableSourceFacts.builder()
                        .database(FACTS)
                        .lockSpace(new LockSpace(64, 6400, 10, 6))
                        .liveSchemaExists(true)
                        .build())
                .destination(ImmutableDestinationFacts.builder()
                        .database(FACTS)
                        .lockSpace(new LockSpace(64, 6400, 10, 6))
                        .liveSchemaExists(true)
                        .ownsLiveSchema(true)
                        .createsSchemas(true)
                        .holdsMigration(false)
                        .build())
                .extensions(new ExtensionPlan(List.of(), List.of(), List.of()))
                .strategy(new ChosenStrategy(SwapStrategy.MOVE, "extension postgis could not follow"));
    }

    @Test
    void aDryRunSaysHowItWouldSwapAndWhy() {
        shell.engine.preview = Optional.of(preview().build());
        assertThat(run("start", "--dry-run").out()).contains("""
                  strategy      move (public stays; what it holds changes places with what shadow holds)
                                extension postgis could not follow
                """);
    }

    @Test
    void startSaysWhatIsLiveNow() {
        assertThat(run("start")).isEqualTo(new Shell.Result(0, """
                                Migration 1795372582951 is complete: schema public of postgresql://owner@new.example.com:5432/shop holds the source's.
                                  copied   6 tables, 5,770,000 rows, 514.2 MB
                                  took     12.5 s
                                  swapped  in attempt 1, after 3 ms of waiting; writers were held off for 2 ms
                                  backup   the former schema is backup_1795372582951
                                """, ""));
        assertThat(shell.engine.methods()).containsExactly("start");
    }

    @Test
    void startKnowsOfASwapWhoseAnswerWasLost() {
        shell.engine.report =
                Samples.report(Goal.COMPLETED).swap(Optional.empty()).build();

        assertThat(run("start").out()).contains("  swapped  the connection was lost in its commit, which was made\n");
    }

    @Test
    void prepareSaysHowToGoOn() {
        shell.engine.report = Samples.report(Goal.PREPARED).build();

        assertThat(run("prepare")).isEqualTo(new Shell.Result(0, """
                                Migration 1795372582951 is prepared: schema shadow of postgresql://owner@new.example.com:5432/shop holds the source's public and waits for its swap.
                                  copied   6 tables, 5,770,000 rows, 514.2 MB
                                  took     12.5 s
                                  next     pgzm swap --dest postgresql://owner@new.example.com:5432/shop
                                """, ""));
        assertThat(shell.engine.methods()).containsExactly("prepare");
    }

    @Test
    void theNextCommandCanBePasted() {
        assertThat(NextCommand.swap(Samples.url("postgresql://o:geheim@h/d?sslmode=require&connect_timeout=3")))
                .isEqualTo("pgzm swap --dest 'postgresql://o@h:5432/d?connect_timeout=3&sslmode=require'");
        assertThat(NextCommand.swap(Samples.url("postgresql://o@[::1]/it%27s")))
                .isEqualTo("pgzm swap --dest 'postgresql://o@[::1]:5432/it%27s'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "prepare"})
    void aDryRunPreviewsAndDoesNothing(String command) {
        shell.engine.preview =
                Optional.of(preview().addFindings(Samples.OLD_TRANSACTION).build());

        Shell.Result result = run(command, "--dry-run");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("Plan: replace schema public of postgresql://owner@new.example.com:5432/shop\n")
                .endsWith("""

                        Preflight finds:
                          WARNING: a transaction is 2 h old
                              because the swap may wait for it

                        Nothing was changed: this was a dry run.
                        """);
        assertThat(shell.engine.methods()).containsExactly("plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "prepare"})
    void aDryRunFailsIfPreflightWould(String command) {
        shell.engine.preview = Optional.of(preview().addFindings(Samples.VIEW).build());

        Shell.Result result = run(command, "--dry-run");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).contains("      remedy: Drop it, or allow it with --external-dependents ignore.\n");
    }

    private static ExternalDependent.Hold hold(String... needs) {
        return new ExternalDependent.Hold("table public.t", Set.of(needs), Optional.empty());
    }

    @Test
    void aDryRunTellsWhatRepointsWhatHangsOnTheLiveSchema() {
        shell.engine.preview = Optional.of(preview()
                .destination(ImmutableDestinationFacts.builder()
                        .from(preview().build().destination())
                        .addExternalDependents(
                                ImmutableExternalDependent.builder()
                                        .what("constraint k on table r.n")
                                        .addHolds(hold())
                                        .addStatements("ALTER 1", "ALTER 2\n   b")
                                        .validation("ALTER 3")
                                        .build(),
                                ImmutableExternalDependent.builder()
                                        .what("view r.v")
                                        .addHolds(hold("column t.gone text -1"))
                                        .build())
                        .build())
                .build());

        assertThat(run("start", "--dry-run").out()).contains("""

                        What hangs on the live schema from outside:
                          constraint k on table r.n, on table public.t
                              in the swap:
                                ALTER 1
                              in the swap:
                                ALTER 2
                                   b
                              after the swap:
                                ALTER 3
                          view r.v, on table public.t
                              stays on the backup: the new schema does not hold column t.gone text

                        """);
    }

    @Test
    void theSourceIsRequired() {
        assertThat(shell.run("prepare", "--dest", Samples.DESTINATION).err())
                .startsWith("ERROR:  Missing required option: '--source=URL'\n");
    }

    @Test
    void noSourceIsRequiredForAnArchive() {
        shell.run("prepare", "--dest", Samples.DESTINATION, "--from-archive", "/a/b/../c");
        assertThat(shell.engine.plan().archive())
                .hasValue(new Archive(Path.of("/a/c"), Archive.Use.TAKEN_EARLIER, Archive.Compression.NONE));
    }

    @Test
    void anArchiveIsKnownByItsAbsolutePath() {
        shell.run(
                "start",
                "--source",
                Samples.SOURCE,
                "--dest",
                Samples.DESTINATION,
                "--via",
                "archive",
                "--compress",
                "zstd");
        assertThat(shell.engine.plan().archive())
                .hasValue(new Archive(Path.of("").toAbsolutePath(), Archive.Use.PASSING, Archive.Compression.ZSTD));
    }

    @ParameterizedTest
    @CsvSource({
        "--keep-archive, --compress=gzip, --keep-archive needs --via archive",
        "--from-archive=x, --keep-archive, --from-archive reads an archive that is there",
        "--from-archive=x, --via=archive, --from-archive reads an archive that is there"
    })
    void archiveOptionsThatContradictEachOtherAreRefused(String first, String second, String message) {
        assertThat(shell.run("start", "--source", Samples.SOURCE, "--dest", Samples.DESTINATION, first, second)
                        .err())
                .contains(message);
    }

    @Test
    void aFailureIsToldInFourLines() {
        shell.engine.failure = Optional.of(Problem.of(ErrorCode.SOURCE_FAILED, "Cannot copy: it went away")
                .withDetail("SQLSTATE 57P01\nterminating")
                .withOutcome("Nothing was changed.")
                .withHint("Run it again."));

        assertThat(run("prepare")).isEqualTo(new Shell.Result(5, "", """
                                ERROR:  Cannot copy: it went away
                                DETAIL:  SQLSTATE 57P01
                                    terminating
                                STATE:  Nothing was changed.
                                HINT:  Run it again.
                                """));
    }
}
