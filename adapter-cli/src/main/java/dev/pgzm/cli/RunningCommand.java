package dev.pgzm.cli;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.progress.Progress;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The commands that take their time, which can be watched. */
@Command
abstract class RunningCommand extends EngineCommand {
    @Mixin
    private final WatchOptions watching = new WatchOptions();

    RunningCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** Runs, watched, and says what came of it. */
    final void perform(Function<Progress, Result> run) {
        if (watching.areEventsTheOutput() && isForAProgram()) {
            throw new ParameterException(
                    commandLine(),
                    "Cannot print events and a document to one standard output: leave out --json, the last event holds it");
        }
        Result result;
        try (Watch watch = watching.open(commandLine(), surroundings())) {
            result = watch.over(run);
        }
        if (!watching.areEventsTheOutput()) {
            say(result);
        }
        result.flaw().ifPresent(problem -> {
            throw new MigrationException(problem);
        });
    }
}
