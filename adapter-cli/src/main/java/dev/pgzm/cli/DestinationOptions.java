package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.DatabaseUrl;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The destination, which every command needs. */
@Under(Heading.DATABASES)
final class DestinationOptions extends UrlOption {
    @Option(
            names = {"--dest", "--destination"},
            paramLabel = "URL",
            required = true,
            description = "The live database to replace: postgresql://user@host:port/database?sslmode=...  (PGZM_DEST)")
    private String text = "";

    @Option(
            names = "--dest-password-file",
            paramLabel = "FILE",
            description =
                    "A file whose first line is the destination's password. Default: none.  (PGZM_DEST_PASSWORD_FILE)")
    private @Nullable Path passwordFile;

    DestinationOptions(Function<String, @Nullable String> environment) {
        super(environment);
    }

    DatabaseUrl url() {
        return read("--dest", text, passwordFile);
    }
}
