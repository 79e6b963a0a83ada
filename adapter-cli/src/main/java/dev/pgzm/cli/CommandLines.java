package dev.pgzm.cli;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;

/** Builds the command line that a program's {@code main} executes. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * The commands, ready to execute; exit codes are {@link ErrorCode}'s.
     *
     * @param migrations opens the engine with its state in a directory
     */
    public static CommandLine create(Function<Path, Migrations> migrations) {
        CommandLine commands = new CommandLine(new PgzmCommand());
        commands.addSubcommand(new StartCommand(migrations));
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
            err.print(ProblemText.of(Problem.of(ErrorCode.USAGE, String.valueOf(wrong.getMessage()))
                    .withHint("Run '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.")
                    .withOutcome("Nothing was changed.")));
            err.flush();
            return ErrorCode.USAGE.exitCode();
        });
        commands.setExecutionExceptionHandler((failure, command, unused) -> {
            Problem problem = failure instanceof MigrationException known ? known.problem() : bug(failure);
            command.getErr().print(ProblemText.of(problem));
            command.getErr().flush();
            if (problem.code() == ErrorCode.BUG) {
                failure.printStackTrace(command.getErr());
            }
            return problem.code().exitCode();
        });
        return commands.execute(arguments);
    }

    private static Problem bug(Exception failure) {
        return Problem.of(ErrorCode.BUG, "Cannot go on: " + failure)
                .withHint("This is a defect of pgzm: please report it with what follows.");
    }
}
