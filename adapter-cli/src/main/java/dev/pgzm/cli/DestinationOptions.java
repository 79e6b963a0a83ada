package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.DatabaseUrl;
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

    DestinationOptions(Function<String, @Nullable String> environment) {
        super(environment);
    }

    DatabaseUrl url() {
        return read("--dest", text);
    }
}
