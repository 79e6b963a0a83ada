package dev.pgzm.cli;

import dev.pgzm.cli.manual.Manual;
import dev.pgzm.cli.settings.Settings;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.Similar;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.StateLocation;
import java.io.PrintWriter;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the command line that a program's {@code main} executes. */
public final class CommandLines {
    private static final Pattern PASSWORD =
            Pattern.compile("(?<=://[^:@/\\s]{0,999}:)\\S*(?=@)|(?<=password=)[^&'\\s]*");

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
        commands.setParameterExceptionHandler((wrong, unused) -> {
            PrintWriter err = wrong.getCommandLine().getErr();
            Problem problem = Problem.of(ErrorCode.USAGE, withoutPassword(wrong))
                    .withHint(guess(wrong) + "Run '"
                            + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.")
                    .withOutcome("Nothing was changed.");
            err.print(ProblemText.of(problem));
            err.flush();
            // what was asked for is not parsed
            JsonOption.tell(problem, wrong.getCommandLine(), arguments);
            return ErrorCode.USAGE.exitCode();
        });
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
        if (commands.getDefaultValueProvider() instanceof Settings settings) {
            try {
                settings.read(commands, arguments);
            } catch (MigrationException unusable) {
                commands.getErr().print(ProblemText.of(unusable.problem()));
                commands.getErr().flush();
                JsonOption.tell(unusable.problem(), commands, arguments);
                return unusable.problem().code().exitCode();
            }
        }
        return commands.execute(arguments);
    }

    /** What was meant by an option or a command that there is not. */
    private static String guess(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        CommandLine command = wrong.getCommandLine();
        String typed = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        Set<String> known = typed.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return Similar.to(typed, known).map("Did you mean %s? "::formatted).orElse("");
    }

    /** The parser quotes what it does not understand, which may be a URL. */
    private static String withoutPassword(Exception wrong) {
        return withoutPassword(String.valueOf(wrong.getMessage()));
    }

    static String withoutPassword(String text) {
        return PASSWORD.matcher(text).replaceAll("********");
    }

    static Problem problem(Exception failure) {
        return failure instanceof MigrationException known ? known.problem() : bug(failure);
    }

    private static Problem bug(Exception failure) {
        return Problem.of(ErrorCode.BUG, "Cannot go on: " + failure)
                .withHint("This is a defect of pgzm: please report it with what follows.");
    }
}
