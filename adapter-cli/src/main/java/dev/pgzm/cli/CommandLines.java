package dev.pgzm.cli;

import dev.pgzm.cli.manual.Manual;
import dev.pgzm.cli.settings.Settings;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.StateLocation;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Builds the command line that a program's {@code main} executes. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * The commands, ready to execute; exit codes are {@link ErrorCode}'s.
     *
     * @param migrations opens the engine with its state in a place
     * @param backups likewise, what is done with backups
     * @param more commands of the program's own
     */
    public static CommandLine create(
            Function<StateLocation, Migrations> migrations, Function<StateLocation, Backups> backups, Object... more) {
        return create(
                new Surroundings(
                        migrations,
                        backups,
                        new InterruptibleTerminal(new SystemTerminal()),
                        () -> TerminalCanvas.open(System.getenv("TERM"), System.getenv("NO_COLOR")),
                        System::getenv),
                more);
    }

    static CommandLine create(Surroundings surroundings, Object... more) {
        CommandLine commands = new CommandLine(new PgzmCommand());
        Stream<Object> own = Stream.of(
                new StartCommand(surroundings),
                new PrepareCommand(surroundings),
                new SwapCommand(surroundings),
                new StatusCommand(surroundings),
                new ResumeCommand(surroundings),
                new AbortCommand(surroundings),
                new ReportCommand(surroundings),
                new ListCommand(surroundings),
                new VerifyCommand(surroundings),
                new RollbackCommand(surroundings),
                new CleanupCommand(surroundings),
                new ConfigCommand(surroundings));
        Stream.of(own, Stream.of(more), Stream.of(new HelpCommand()))
                .flatMap(each -> each)
                // as a command line of its own each, because only then its model transformer is asked
                .map(CommandLine::new)
                .forEach(each -> {
                    each.getCommandSpec().versionProvider(new Version());
                    commands.addSubcommand(each);
                });
        Manual.showIn(commands);
        commands.setDefaultValueProvider(new Settings(surroundings.environment()));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        return commands;
    }

    /** What a run tells, as lines of text. */
    public static Progress progress(PrintWriter out) {
        return new LineProgress(out);
    }

    /** Executes and gives the exit code; every failure is told on the error stream. */
    public static int execute(CommandLine commands, String... arguments) {
        commands.setParameterExceptionHandler(
                (wrong, unused) -> refuse(new Misuse(wrong).problem(arguments), wrong.getCommandLine(), arguments));
        commands.setExecutionExceptionHandler((failure, command, unused) -> {
            Problem problem = problem(failure);
            command.getErr().print(ProblemText.of(problem));
            command.getErr().flush();
            if (problem.code() == ErrorCode.BUG) {
                failure.printStackTrace(command.getErr());
            }
            if (command.getCommandSpec().userObject() instanceof EngineCommand told) {
                told.say(problem);
            }
            return problem.code().exitCode();
        });
        // others need not wait for what only this one takes
        if (Arrays.asList(arguments).contains(ConfigCommand.NAME)) {
            commands.getSubcommands().values().stream()
                    .map(CommandLine::getCommandSpec)
                    .filter(each -> each.userObject() instanceof ConfigCommand)
                    .forEach(config -> Settings.giveAllTo(config, commands));
        }
        if (commands.getDefaultValueProvider() instanceof Settings settings) {
            try {
                settings.read(commands, arguments);
            } catch (MigrationException unusable) {
                return refuse(unusable.problem(), commands, arguments);
            }
        }
        return commands.execute(arguments);
    }

    /** Tells why nothing is done, where what was asked for is not parsed. */
    private static int refuse(Problem problem, CommandLine command, String... arguments) {
        command.getErr().print(ProblemText.of(problem));
        command.getErr().flush();
        JsonOption.tell(problem, command, arguments);
        return problem.code().exitCode();
    }

    static Problem problem(Exception failure) {
        return failure instanceof MigrationException known ? known.problem() : bug(failure);
    }

    private static Problem bug(Exception failure) {
        return Problem.of(ErrorCode.BUG, "Cannot go on: " + failure)
                .withHint("This is a defect of pgzm: please report it with what follows.");
    }
}
