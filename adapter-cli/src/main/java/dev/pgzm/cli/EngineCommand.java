package dev.pgzm.cli;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command does: it opens the engine, and says what came of it, to a person or to a program. */
@Command
abstract class EngineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    // read before the command is, so that here it is only taken
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    private final Surroundings surroundings;
    private boolean answered;

    EngineCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    final Migrations engine(StateOptions state) {
        return surroundings.migrations().apply(state.location());
    }

    final Backups backups(StateOptions state) {
        return surroundings.backups().apply(state.location());
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    final CommandLine commandLine() {
        return command.commandLine();
    }

    final boolean isForAProgram() {
        return json.isAsked();
    }

    final void say(Result result) {
        answered = true;
        if (json.isAsked()) {
            JsonOption.print(commandLine().getOut(), result.document());
        } else {
            commandLine().getOut().print(result.text());
            commandLine().getOut().flush();
        }
    }

    /** Tells a program what a person is told on the error stream, unless it has its document already. */
    final void say(Problem problem) {
        if (json.isAsked() && !answered) {
            JsonOption.print(commandLine().getOut(), ProblemDocument.of(problem));
        }
    }
}
