package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which migration is meant: all that a command needs which does not begin one. */
@Under(Heading.DATABASES)
final class TargetOptions {
    @Mixin
    private final DestinationOptions destination;

    @Option(
            names = "--timestamp",
            paramLabel = "ID",
            description =
                    "The migration or the backup that is meant. Default: the migration that the destination holds.")
    private @Nullable Long id;

    TargetOptions(Function<String, @Nullable String> environment) {
        this.destination = new DestinationOptions(environment);
    }

    ImmutableTarget.Builder target() {
        return ImmutableTarget.builder()
                .destination(destination.url())
                .id(Optional.ofNullable(id).map(MigrationId::new));
    }
}
