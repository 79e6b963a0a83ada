package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The source: asked for where a migration begins that copies from it, known to a migration that goes on. */
@Under(Heading.DATABASES)
final class SourceOptions extends UrlOption {
    static final String NAME = "--source";

    private static final int FIRST_IN_HELP = -2;

    @Option(
            names = NAME,
            order = FIRST_IN_HELP,
            paramLabel = "URL",
            description = "The database to copy: postgresql://user@host:port/database?sslmode=...  (PGZM_SOURCE)")
    private @Nullable String text;

    @Option(
            names = "--source-password-file",
            paramLabel = "FILE",
            description =
                    "A file whose first line is the source's password. Default: none.  (PGZM_SOURCE_PASSWORD_FILE)")
    private @Nullable Path passwordFile;

    private final Function<String, @Nullable String> environment;

    SourceOptions(Function<String, @Nullable String> environment) {
        super(environment);
        this.environment = environment;
    }

    DatabaseUrl requiredUrl() {
        if (text == null) {
            throw missing(NAME + "=URL");
        }
        return read(NAME, text, passwordFile);
    }

    /** Where the source is reached now; or else what is kept nowhere of the URL that the migration began with. */
    void addTo(ImmutableTarget.Builder target) {
        if (text == null) {
            target.sourcePassword(passwordIn(passwordFile)
                    .or(() -> Optional.ofNullable(environment.apply("PGPASSWORD"))
                            .filter(password -> !password.isEmpty())
                            .map(Secret::new)));
        } else {
            target.source(read(NAME, text, passwordFile));
        }
    }
}
