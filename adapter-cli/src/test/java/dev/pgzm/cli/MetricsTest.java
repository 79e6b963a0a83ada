package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads. */
class MetricsTest {
    private static final Pattern LINE = Pattern.compile(
            "# (HELP|TYPE) pgzm_[a-z_]+ .+|pgzm_[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? [0-9.]+");

    private final Shell shell = new Shell();

    @TempDir
    private Path directory;

    @Test
    void tellHowARunStands() {
        Tally tally = new Tally(() -> 0);
        WatchedRun.begin(tally);
        WatchedRun.halfWay(tally);
        tally.queued("a \"b\"", 3, java.time.Duration.ofMillis(1500));

        String text = new MetricsText(tally.figures()).text(OptionalInt.empty());

        assertThat(text.lines().filter(line -> !line.contains("a \\\"b")))
                .allMatch(line -> LINE.matcher(line).matches());
        assertThat(text)
                .contains("pgzm_info{migration=\"1795372582951\",version=\"(unpackaged)\"} 1\n")
                .contains("pgzm_status{status=\"restoring\"} 1\n")
                .contains("pgzm_status{status=\"swapping\"} 0\n")
                .contains("pgzm_planned_bytes 125829120\n")
                .contains("pgzm_copied_rows_total 51000\n")
                .contains("pgzm_tasks{kind=\"copy\",state=\"running\"} 1\n")
                .contains("pgzm_tasks{kind=\"copy\",state=\"done\"} 1\n")
                .contains("pgzm_tasks{kind=\"build\",state=\"waiting\"} 1\n")
                .contains("pgzm_findings_total{severity=\"warning\"} 1\n")
                .contains("pgzm_queue_keys{table=\"a \\\"b\\\"\"} 3\n")
                .contains("pgzm_queue_age_seconds{table=\"a \\\"b\\\"\"} 1.500000\n")
                .doesNotContain("exit_code");
    }

    @Test
    void areServedWhileItRunsAndNoLonger() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> seen = new ArrayList<>();
        shell.engine.telling = progress -> {
            WatchedRun.begin(progress);
            seen.add(get(port));
        };

        Shell.Result result = shell.run(
                "start",
                "--source",
                Samples.SOURCE,
                "--dest",
                Samples.DESTINATION,
                "--metrics-port",
                "localhost:" + port);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(seen.get(0)).contains("pgzm_status{status=\"restoring\"} 1\n");
        new ServerSocket(port).close();
    }

    private static String get(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void stayInTheirFileWithTheExitCode() throws IOException {
        Path file = directory.resolve("pgzm.prom");
        shell.engine.telling = WatchedRun::tell;
        shell.engine.failure = Optional.of(Problem.of(ErrorCode.VERIFICATION_FAILED, "Cannot keep it"));

        shell.run(
                "start", "--source", Samples.SOURCE, "--dest", Samples.DESTINATION, "--metrics-file", file.toString());

        assertThat(Files.readString(file))
                .contains("pgzm_exit_code 9\n")
                .contains("pgzm_swap_stall_seconds 0.001235\n")
                .contains("pgzm_waits_total 1\n");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }
}
