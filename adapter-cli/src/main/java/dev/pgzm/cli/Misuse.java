package dev.pgzm.cli;

import dev.pgzm.cli.settings.Passwords;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.Similar;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be meant, told with what may have been. */
final class Misuse {
    private final ParameterException wrong;
    private final CommandLine command;

    Misuse(ParameterException wrong) {
        this.wrong = wrong;
        this.command = wrong.getCommandLine();
    }

    /**
     * What is told.
     *
     * @param arguments all of the command line: the parser quotes what it does not understand, which may be a URL
     */
    Problem problem(String... arguments) {
        return Problem.of(ErrorCode.USAGE, Passwords.hiddenIn(message(), arguments))
                .withHint(meant().map("Did you mean %s? "::formatted).orElse("") + "Run '"
                        + command.getCommandSpec().qualifiedName() + " --help'.")
                .withOutcome("Nothing was changed.");
    }

    /** The parser's, but for an option's name, of which it takes the longest. */
    private String message() {
        if (wrong instanceof MissingParameterException missing
                && missing.getMissing().stream().allMatch(OptionSpec.class::isInstance)) {
            return missing.getMissing().stream()
                    .map(OptionSpec.class::cast)
                    .map(option -> "'" + option.names()[0] + "=" + option.paramLabel() + "'")
                    .collect(Collectors.joining(", ", "Missing required option: ", ""));
        }
        return String.valueOf(wrong.getMessage());
    }

    private Optional<String> meant() {
        return unknown().flatMap(typed -> Similar.to(typed, known(typed)));
    }

    private Optional<String> unknown() {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getUnmatched().stream().findFirst().map(typed -> typed.replaceFirst("=.*", ""));
        }
        return wrong.getArgSpec() == null ? Optional.ofNullable(wrong.getValue()) : Optional.empty();
    }

    private Collection<String> known(String typed) {
        return typed.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
    }
}
