package dev.pgzm.cli;

import dev.pgzm.ports.state.StateLocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Runs commands as a shell would, against an engine, a terminal and an environment that a test makes up. */
final class Shell {
    final FakeMigrations engine = new FakeMigrations();
    final FakeBackups backups = new FakeBackups();
    final FakeTerminal person = new FakeTerminal();
    Terminal terminal = person;
    final Map<String, String> environment = new HashMap<>(Map.of("PGZM_LOG_DIR", "target"));
    final List<StateLocation> states = new ArrayList<>();

    /** What came of a command. */
    record Result(int exitCode, String out, String err) {}

    CommandLine commands() {
        return CommandLines.create(surroundings());
    }

    CommandLine commandsFor(String... arguments) {
        return CommandLines.createFor(List.of(arguments), surroundings());
    }

    private Surroundings surroundings() {
        return new Surroundings(
                location -> {
                    states.add(location);
                    return engine;
                },
                location -> {
                    states.add(location);
                    return backups;
                },
                terminal,
                Optional::empty,
                environment::get);
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands =
                commandsFor(arguments).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = CommandLines.execute(commands, arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
