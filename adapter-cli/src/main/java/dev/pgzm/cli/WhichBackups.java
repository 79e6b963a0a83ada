package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.plan.MigrationId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The backups that are to go. Exactly one of the options must be given. */
@Under(Heading.DATABASES)
final class WhichBackups {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "Backups that were replaced before that: 2026-11-22, 2026-11-22T18:30, with or without a"
                    + " zone (+01:00, Z; default: the local one), or milliseconds since 1970.")
    private @Nullable String before;

    @Option(
            names = "--timestamp",
            paramLabel = "ID",
            description =
                    "The migration or the backup that is meant. Default: the migration that the destination holds.")
    private @Nullable Long id;

    @Option(names = "--keep", paramLabel = "N", description = "All but the newest N that are whole.")
    private @Nullable Integer kept;

    BackupSelection selection() {
        if (Stream.of(before, id, kept).filter(Objects::nonNull).count() != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "Cannot tell which backups are meant: name exactly one of --before, --timestamp and --keep");
        }
        if (id != null) {
            return new BackupSelection.Exactly(List.of(new MigrationId(id)));
        }
        if (kept != null) {
            if (kept < 0) {
                throw new ParameterException(
                        command.commandLine(), "Cannot keep " + kept + " backups: --keep takes 0 or more");
            }
            return new BackupSelection.AllButNewest(kept);
        }
        String text = String.valueOf(before);
        return new BackupSelection.Before(Moment.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "Cannot read the time \"" + text + "\": --before takes 2026-11-22, 2026-11-22T18:30,"
                                + " 2026-11-22T18:30Z or milliseconds since 1970, which have 13 digits")));
    }
}
