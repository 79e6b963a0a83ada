package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a run in its migration's log. */
class LogTest {
    @TempDir
    private Path directory;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void holdsWhatCameBeforeTheMigrationWasKnown() throws IOException {
        try (LogFile log = new LogFile(directory, complaints::add)) {
            log.write("first");
            assertThat(directory).isEmptyDirectory();
            log.open(Samples.ID);
            log.write("second");
        }
        try (LogFile log = new LogFile(directory, complaints::add)) {
            log.open(Samples.ID);
            log.write("another run's");
        }
        assertThat(LogFile.path(directory, Samples.ID)).hasFileName("pgzm-" + Samples.ID + ".log");
        assertThat(Files.readAllLines(LogFile.path(directory, Samples.ID)))
                .containsExactly("first", "second", "another run's");
        assertThat(complaints).isEmpty();
    }

    @Test
    void tellsOnceThatItCannotBeWritten() {
        try (LogFile log = new LogFile(directory.resolve("missing"), complaints::add)) {
            log.open(Samples.ID);
            log.write("lost");
            log.open(Samples.ID);
        }
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith("WARNING:  Cannot write the log into " + directory.resolve("missing") + ": ");
    }

    @Test
    void hasAHeadAndAFootWithoutAnyPassword() throws IOException {
        Shell shell = new Shell();
        shell.engine.telling = progress -> progress.began(Samples.ID);

        Shell.Result result = shell.run(
                "start",
                "--log-dir=" + directory,
                "--source=postgresql://reader:geheim@old.example.com/shop",
                "--dest=postgresql://owner:ge heim@new.example.com/shop");

        assertThat(result.exitCode()).as(result.err()).isZero();
        String log = Files.readString(LogFile.path(directory, Samples.ID));
        assertThat(log)
                .containsPattern(
                        "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [+-]\\d\\d:\\d\\d ---- pgzm .* start, by [^@\\n]+@[^@\\n]+, process \\d+\n")
                .contains(
                        " asked     pgzm start --log-dir=",
                        " from      postgresql://reader:********@old.example.com/shop")
                .contains(" to        postgresql://owner:********@new.example.com/shop")
                .contains(" migration " + Samples.ID + "\n")
                .contains(" Migration " + Samples.ID + " is complete")
                .endsWith(" ---- exit code 0\n")
                .doesNotContain("heim");
    }
}
