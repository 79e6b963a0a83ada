package dev.pgzm.cli;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Secret;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
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

    /**
     * The first line of a file, if one is named.
     *
     * @throws MigrationException with {@code CONFIGURATION} if it cannot be read or holds nothing
     */
    static Optional<Secret> passwordIn(@Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            if (line == null || line.isEmpty()) {
                throw unusable(file, "Its first line is empty.", new EOFException());
            }
            return Optional.of(new Secret(line));
        } catch (NoSuchFileException missing) {
            throw unusable(file, "There is no such file.", missing);
        } catch (CharacterCodingException foreign) {
            throw unusable(file, "It is not in UTF-8.", foreign);
        } catch (IOException unreadable) {
            throw unusable(file, Files.isDirectory(file) ? "It is a directory." : "It cannot be read.", unreadable);
        }
    }

    private static MigrationException unusable(Path file, String why, IOException cause) {
        return new MigrationException(
                Problem.of(ErrorCode.CONFIGURATION, "Cannot take a password from " + file)
                        .withDetail(why)
                        .withHint("The password stands in the first line of a file that only you may read.")
                        .withOutcome("Nothing was changed."),
                cause);
    }

    ParameterException missing(String option) {
        return new ParameterException(command.commandLine(), "Missing required option: '" + option + "'");
    }

    /**
     * Reads the URL.
     *
     * @param passwordFile goes before every other place for a password
     */
    DatabaseUrl read(String option, String text, @Nullable Path passwordFile) {
        Optional<Secret> secret = passwordIn(passwordFile);
        try {
            DatabaseUrl url = DatabaseUrl.parse(text, environment);
            return secret.isPresent() ? url.withSecret(secret) : url;
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(
                    command.commandLine(), "Cannot read the URL of " + option + ": " + malformed.getMessage());
        }
    }
}
