package dev.pgzm.cli;

import dev.pgzm.ports.plan.DatabaseUrl;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads an option that names a database. */
@Command
abstract class UrlOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private final Function<String, @Nullable String> environment;

    /**
     * Builds the option.
     *
     * @param environment fills what a URL leaves out, as libpq's variables do
     */
    UrlOption(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    ParameterException missing(String option) {
        return new ParameterException(command.commandLine(), "Missing required option: '" + option + "'");
    }

    DatabaseUrl read(String option, String text) {
        try {
            return DatabaseUrl.parse(text, environment);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(
                    command.commandLine(), "Cannot read the URL of " + option + ": " + malformed.getMessage());
        }
    }
}
