package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.MigrationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One backup: the newest, or that of a time. Exactly one of the two must be given. */
@Under(Heading.DATABASES)
final class WhichBackup {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--latest", description = "The newest backup that is whole.")
    private boolean latest;

    @Option(
            names = "--timestamp",
            paramLabel = "ID",
            description =
                    "The migration or the backup that is meant. Default: the migration that the destination holds.")
    private @Nullable Long id;

    /** Empty for the newest. */
    Optional<MigrationId> id() {
        if (latest == (id != null)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Cannot tell which backup is meant: name exactly one of --latest and --timestamp");
        }
        return Optional.ofNullable(id).map(MigrationId::new);
    }
}
