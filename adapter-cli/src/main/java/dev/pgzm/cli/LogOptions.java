package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What is written down of a run, and how much of it a person is told. */
@Under(Heading.OUTPUT)
final class LogOptions {
    private static final int STATEMENTS = 2;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell of every task as it begins and ends; twice, -vv, of every statement too.")
    private boolean[] verbosity = {};

    @Option(
            names = "--log-dir",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where the log of each migration is kept, as pgzm-<id>.log. Default: the working directory."
                    + "  (PGZM_LOG_DIR)")
    private Path directory = Path.of(".");

    @Option(names = "--no-log", description = "Write no log.")
    private boolean none;

    LineProgress.Detail detail(LineProgress.Detail usual) {
        return verbosity.length > 0 ? LineProgress.Detail.EVERYTHING : usual;
    }

    boolean areStatementsTold() {
        return verbosity.length >= STATEMENTS;
    }

    Optional<LogFile> file(Consumer<String> complaints) {
        return none ? Optional.empty() : Optional.of(new LogFile(directory, complaints));
    }
}
