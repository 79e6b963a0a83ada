package dev.pgzm.cli;

import dev.pgzm.cli.settings.Passwords;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.ThisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What stands in a migration's log around what happens: who asked for what at its head, what came of it at its foot. */
final class LogLines {
    private final LogFile file;
    private final long begun = System.nanoTime();

    LogLines(LogFile file) {
        this.file = file;
    }

    void head(CommandLine running) {
        LeaseHolder process = ThisProcess.holder(Instant.now());
        String who = process.user() + "@" + process.host() + ", process " + process.pid();
        write("---- pgzm " + Version.text() + " " + running.getCommandName() + ", by " + who);
        write("asked     pgzm "
                + running.getParent().getParseResult().originalArgs().stream()
                        .map(Passwords::hidden)
                        .collect(Collectors.joining(" ")));
        url(running, "--source").ifPresent(url -> write("from      " + url));
        url(running, "--dest").ifPresent(url -> write("to        " + url));
    }

    void migration(MigrationId id) {
        write("migration " + id);
        file.open(id);
    }

    void foot(int exitCode, String text) {
        write("took      " + Sizes.duration(Duration.ofNanos(System.nanoTime() - begun)));
        text.lines().forEach(this::write);
        write("---- exit code " + exitCode);
    }

    void foot(Problem problem) {
        foot(problem.code().exitCode(), ProblemText.of(problem));
    }

    private void write(String text) {
        file.write(LineProgress.stamped(LineProgress.DAY_AND_TIME, text));
    }

    private static Optional<String> url(CommandLine running, String option) {
        return Stream.of(running.getCommandSpec().findOption(option))
                .filter(each -> each != null)
                .map(OptionSpec::<String>getValue)
                .filter(each -> each != null)
                .map(Passwords::hidden)
                .findFirst();
    }
}
