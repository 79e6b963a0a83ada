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
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Builds the command line that a program's {@code main} executes. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * All commands, ready to execute; exit codes are {@link ErrorCode}'s.
     *
     * @param migrations opens the engine with its state in a place
     * @param backups likewise, what is done with backups
     * @param more commands of the program's own
     */
    public static CommandLine create(
            Function<StateLocation, Migrations> migrations, Function<StateLocation, Backups> backups, Object... more) {
        return create(surroundings(migrations, backups), more);
    }

    /**
     * Those of {@linkplain #create all commands} that the arguments need, ready to execute them and no others: each that is left
     * out saves a program that is just starting a hundredth of a second.
     *
     * @param arguments of the command line
     */
    public static CommandLine createFor(
            List<String> arguments,
            Function<StateLocation, Migrations> migrations,
            Function<StateLocation, Backups> backups,
            Object... more) {
        return createFor(arguments, surroundings(migrations, backups), more);
    }

    private static Surroundings surroundings(
            Function<StateLocation, Migrations> migrations, Function<StateLocation, Backups> backups) {
        return new Surroundings(
                migrations,
                backups,
                new InterruptibleTerminal(new SystemTerminal()),
                () -> TerminalCanvas.open(System.getenv("TERM"), System.getenv("NO_COLOR")),
                System::getenv);
    }

    static CommandLine create(Surroundings surroundings, Object... more) {
        return commandLine(all(surroundings, more), new Settings(surroundings.environment()));
    }

    static CommandLine createFor(List<String> arguments, Surroundings surroundings, Object... more) {
        Settings settings = new Settings(surroundings.environment());
        return commandLine(needed(arguments, settings, all(surroundings, more)), settings);
    }

    private static List<Object> all(Surroundings surroundings, Object... more) {
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
        return Stream.of(own, Stream.of(more), Stream.of(new HelpCommand()))
                .<Object>flatMap(each -> each)
                .toList();
    }

    private static List<Object> needed(List<String> arguments, Settings settings, List<Object> all) {
        if (arguments.equals(List.of("--version"))) {
            return List.of();
        }
        return arguments.stream()
                .limit(1)
                .flatMap(first -> all.stream().filter(each -> name(each).equals(first)))
                // these tell of others, and a file may set what others take
                .filter(each -> !(each instanceof ConfigCommand || each instanceof HelpCommand))
                .filter(each -> settings.file(arguments).isEmpty())
                .findFirst()
                .<List<Object>>map(List::of)
                .orElse(all);
    }

    private static String name(Object command) {
        return command.getClass().getAnnotation(CommandLine.Command.class).name();
    }

    private static CommandLine commandLine(List<Object> subcommands, Settings settings) {
        CommandLine commands = new CommandLine(new PgzmCommand());
        subcommands.stream()
                // as a command line of its own each, because only then its model transformer is asked
                .map(CommandLine::new)
                .forEach(each -> {
                    each.getCommandSpec().versionProvider(new Version());
                    commands.addSubcommand(each);
                });
        Manual.showIn(commands);
        commands.setDefaultValueProvider(settings);
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
