package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much is done at once. */
@Under(Heading.COPY)
final class JobsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "Tables and indexes worked on at once."
                    + " Default: the number of cores, at most 8, or what the migration began with.  (PGZM_JOBS)")
    private @Nullable Integer jobs;

    OptionalInt ifGiven() {
        if (jobs == null) {
            return OptionalInt.empty();
        }
        if (jobs < 1) {
            throw new ParameterException(command.commandLine(), "jobs must be at least 1: " + jobs);
        }
        return OptionalInt.of(jobs);
    }

    int orCores() {
        return ifGiven().orElseGet(() -> Math.min(8, Runtime.getRuntime().availableProcessors()));
    }
}
