package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgzm.cli.testing.Schemas;
import dev.pgzm.ports.AbortReport;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.sync.TableComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs read is what docs/schema says. */
class JsonTest {
    private static final String PASSWORD = "geheim";

    private final Shell shell = new Shell();

    @TempDir
    private Path directory;

    @BeforeEach
    void isPrepared() {
        shell.engine.status =
                Samples.prepared().addObstacles(Samples.OLD_TRANSACTION).build();
    }

    private Shell.Result run(String command, String... more) {
        Stream<String> databases = Stream.of("--dest", "postgresql://owner:" + PASSWORD + "@new.example.com/shop");
        if (command.equals("start") || command.equals("prepare")) {
            databases = Stream.concat(databases, Stream.of("--source", Samples.SOURCE));
        }
        return shell.run(Stream.of(Stream.of(command), databases, Arrays.stream(more))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private JsonNode json(String command, String... more) {
        String[] arguments = Arrays.copyOf(more, more.length + 1);
        arguments[more.length] = "--json";
        Shell.Result result = run(command, arguments);
        assertThat(result.out()).doesNotContain(PASSWORD);
        return Schemas.result(result.out());
    }

    @Test
    void tellsWhatIsLiveNow() {
        assertThat(json("start").get("result").textValue()).isEqualTo("completed");
        assertThat(json("resume").get("backupSchema").textValue()).isEqualTo(Samples.ID.backupSchema());
        assertThat(json("swap").get("swap").get("stalledMicros").longValue()).isEqualTo(2000);
    }

    @Test
    void tellsWhatIsPrepared() {
        shell.engine.report = Samples.report(Goal.PREPARED).build();
        JsonNode prepared = json("prepare");
        assertThat(prepared.get("swap").isNull()).isTrue();
        assertThat(prepared.get("nextCommand").textValue()).startsWith("pgzm swap --dest ");
    }

    @Test
    void tellsWhatAnAbortRemoved() {
        assertThat(json("abort").get("migration").isNull()).isTrue();
        shell.engine.removed = new AbortReport(Optional.of(Samples.ID), List.of("schema shadow"));
        assertThat(json("abort").get("removed").get(0).textValue()).isEqualTo("schema shadow");
    }

    @Test
    void tellsThatAPersonSaidNo() {
        shell.person.isThere = true;
        shell.person.answer = "n";
        assertThat(json("swap").get("result").textValue()).isEqualTo("declined");
    }

    @Test
    void tellsWhatWouldBeDone() {
        shell.engine.preview = Optional.of(CopyCommandTest.preview()
                .addFindings(Samples.OLD_TRANSACTION)
                .addKeptTypes("mood")
                .build());
        assertThat(json("start", "--dry-run").get("findings")).hasSize(1);
        assertThat(json("swap", "--dry-run").get("obstacles")).hasSize(1);
        assertThat(json("abort", "--dry-run").get("forecast").textValue()).contains("To abort it is to remove");
    }

    @Test
    void tellsWhereItStands() {
        assertThat(json("status").get("standing").textValue()).isEqualTo("prepared");
    }

    @Test
    void printsOneDocumentAlsoWhereACheckFails() {
        shell.engine.comparisons = List.of(new TableComparison("users", 5, 0, 1, List.of("7")));
        JsonNode status = json("status", "--check");
        assertThat(status.get("check").get(0).get("differing").longValue()).isEqualTo(1);
    }

    @Test
    void tellsAFailure() {
        shell.engine.failure = Optional.of(Problem.of(ErrorCode.SWAP_NOT_OBTAINED, "Cannot swap: no lock"));
        JsonNode error = json("swap");
        assertThat(error.get("code").textValue()).isEqualTo("swap_not_obtained");
        assertThat(error.get("exitCode").intValue()).isEqualTo(7);
        assertThat(error.get("hint").isNull()).isTrue();
    }

    @Test
    void tellsAMisuse() {
        assertThat(json("swap", "--jobs", "x").get("code").textValue()).isEqualTo("usage");
    }

    @Test
    void tellsEachThingThatHappensInALine() throws IOException {
        Path file = directory.resolve("events.jsonl");
        shell.engine.telling = WatchedRun::tell;

        Shell.Result result = run("start", "--events", file.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Migration ");
        List<JsonNode> events =
                Files.readAllLines(file).stream().map(Schemas::event).toList();
        assertThat(events.stream().map(event -> event.get("event").textValue()))
                .containsExactly(
                        "begun",
                        "migration",
                        "entered",
                        "found",
                        "left",
                        "planned",
                        "entered",
                        "scheduled",
                        "taskBegan",
                        "taskBegan",
                        "taskEnded",
                        "taskBegan",
                        "taskEnded",
                        "left",
                        "entered",
                        "taskBegan",
                        "taskEnded",
                        "queued",
                        "entered",
                        "waiting",
                        "swapped",
                        "ended");
        assertThat(events.get(9).get("worker").intValue()).isEqualTo(2);
        assertThat(events.get(10).get("rows").longValue()).isEqualTo(1000);
        assertThat(events.get(11).get("task").intValue()).isEqualTo(3);
        assertThat(events.get(11).get("worker").intValue()).isEqualTo(2);
        JsonNode end = events.get(events.size() - 1);
        assertThat(end.get("exitCode").intValue()).isZero();
        assertThat(Schemas.result(end.get("result").toString()).get("result").textValue())
                .isEqualTo("completed");
    }

    @Test
    void goesOnTellingAfterAnInterrupt() throws IOException {
        Path file = directory.resolve("events.jsonl");
        Path metrics = directory.resolve("pgzm.prom");
        shell.engine.telling = progress -> {
            Thread.currentThread().interrupt();
            progress.entered(MigrationStatus.UNDOING);
        };

        run("start", "--events", file.toString(), "--metrics-file", metrics.toString());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(Files.readString(metrics)).contains("pgzm_exit_code 0\n");
    }

    @Test
    void printsNothingButEventsWhereTheyGoToStandardOutput() {
        shell.engine.failure = Optional.of(Problem.of(ErrorCode.SOURCE_FAILED, "Cannot copy: it went away"));

        Shell.Result result = run("start", "--events", "-");

        List<JsonNode> events = result.out().lines().map(Schemas::event).toList();
        assertThat(events).hasSize(2);
        assertThat(events.get(1).get("exitCode").intValue()).isEqualTo(5);
        assertThat(events.get(1).get("result").get("code").textValue()).isEqualTo("source_failed");
        assertThat(run("start", "--events", "-", "--json").exitCode()).isEqualTo(2);
    }

    @Test
    void tellsNowAndThenWhereTheRunStands() {
        Tally tally = new Tally(() -> 0);
        WatchedRun.begin(tally);
        WatchedRun.halfWay(tally);
        java.io.StringWriter written = new java.io.StringWriter();

        new EventLines(new java.io.PrintWriter(written), java.time.Instant::now).standing(tally.figures());

        JsonNode standing = Schemas.event(written.toString());
        assertThat(standing.get("bytes").longValue()).isEqualTo(35 << 20);
        assertThat(standing.get("running").get(1).get("step").textValue()).isEqualTo("scanning table");
        assertThat(standing.get("running").get(0).get("step").isNull()).isTrue();
    }

    @Test
    void refusesToRunWhereItCannotBeWatched() {
        Shell.Result result =
                run("start", "--events", directory.resolve("none/e").toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("ERROR:  Cannot let the run be watched: ")
                .contains("Nothing was changed.");
        assertThat(shell.engine.methods()).isEmpty();
        assertThat(run("start", "--metrics-port", "x").exitCode()).isEqualTo(2);
    }
}
