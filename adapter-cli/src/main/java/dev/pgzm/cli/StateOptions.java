package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.state.StateLocation;
import dev.pgzm.ports.state.StateLocation.Addressing;
import dev.pgzm.ports.state.StateLocation.Bucket;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the state is kept. */
@Under(Heading.STATE)
final class StateOptions {
    private static final String FILE = "file:";
    private static final Pattern BUCKET =
            Pattern.compile("s3://(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:/+(?<prefix>.*))?");
    private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#@]+(?:/[^?#@]*)?");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--state",
            paramLabel = "file:DIR|s3://BUCKET/PREFIX",
            defaultValue = "file:.",
            description = "Where the migration's state is kept. Default: the working directory.  (PGZM_STATE)")
    private String text = "";

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "The S3 service that has the bucket. Default: Amazon's.  (PGZM_S3_ENDPOINT)")
    private @Nullable String endpoint;

    // with a value, since picocli takes a flag without one for the opposite of its variable
    @Option(
            names = "--s3-path-style",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "Name the bucket in the path of requests, not in their host."
                    + " Default: false.  (PGZM_S3_PATH_STYLE)")
    private boolean pathStyle;

    StateLocation location() {
        Matcher bucket = BUCKET.matcher(text);
        if (text.startsWith(FILE)) {
            return directory(text.substring(FILE.length()));
        }
        if (bucket.matches()) {
            return new Bucket(
                    bucket.group("name"),
                    withoutSlashes(bucket.group("prefix")),
                    Optional.ofNullable(endpoint).map(this::endpoint),
                    pathStyle ? Addressing.PATH : Addressing.VIRTUAL_HOST);
        }
        throw refusal("it takes file:DIR or s3://BUCKET/PREFIX");
    }

    private StateLocation directory(String path) {
        try {
            return new StateLocation.Directory(Path.of(path));
        } catch (InvalidPathException impossible) {
            throw refusal("that is not a directory's name");
        }
    }

    private URI endpoint(String url) {
        try {
            if (ENDPOINT.matcher(url).matches()) {
                return URI.create(url);
            }
        } catch (IllegalArgumentException malformed) {
            // told below, like another scheme
        }
        throw refusal("--s3-endpoint takes https://HOST:PORT, not \"" + url + "\"");
    }

    private static String withoutSlashes(@Nullable String prefix) {
        return prefix == null ? "" : prefix.replaceFirst("/+$", "");
    }

    private ParameterException refusal(String why) {
        return new ParameterException(command.commandLine(), "Cannot keep the state in \"" + text + "\": " + why);
    }
}
