package dev.pgzm.cli;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.progress.Progress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command does: it opens the engine, watches it, and says what came of it. */
@Command
abstract class EngineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    private final Surroundings surroundings;

    EngineCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    final Migrations engine(StateOptions state) {
        return surroundings.migrations().apply(state.location());
    }

    final Backups backups(StateOptions state) {
        return surroundings.backups().apply(state.location());
    }

    final Progress progress() {
        return new LineProgress(command.commandLine().getErr());
    }

    final void say(String text) {
        PrintWriter out = command.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
