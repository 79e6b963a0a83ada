package dev.pgzm.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pgzm help COMMAND}: what {@code pgzm COMMAND --help} shows. */
@Command(
        name = "help",
        helpCommand = true,
        mixinStandardHelpOptions = true,
        header = "Shows the help of a command.",
        description = "Shows what 'pgzm COMMAND --help' shows; without a COMMAND, which commands there are.",
        footer = "pgzm help start")
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command that is meant.")
    private @Nullable String name;

    @Override
    public void run() {
        CommandLine program = command.parent().commandLine();
        CommandLine meant = name == null
                ? program
                : Optional.ofNullable(program.getSubcommands().get(name))
                        .orElseThrow(() -> new ParameterException(
                                program, "Cannot help with \"" + name + "\": no command is called that", null, name));
        meant.usage(program.getOut());
    }
}
