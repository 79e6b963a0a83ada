package dev.pgzm.cli;

import dev.pgzm.ports.plan.MigrationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One backup: the newest, or that of a time. Exactly one of the two must be given. */
final class WhichBackup {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--latest", description = "The newest backup that is whole.")
    private boolean latest;

    @Option(
            names = "--timestamp",
            paramLabel = "ID",
            description = "The ID of the migration or the backup that is meant. A migration's can be left out.")
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
