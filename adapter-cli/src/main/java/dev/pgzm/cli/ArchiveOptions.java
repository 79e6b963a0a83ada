package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.Archive;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the rows rest in an archive on their way, and in which. */
@Command
@Under(Heading.COPY)
final class ArchiveOptions {
    /** How the rows travel. */
    enum Way {
        STREAM,
        ARCHIVE
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--via",
            paramLabel = "stream|archive",
            defaultValue = "stream",
            description = "How rows travel: from server to server, or by an archive on this machine's disk."
                    + " Default: stream.  (PGZM_VIA)")
    private Way way = Way.STREAM;

    @Option(
            names = "--archive-dir",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where archive_<id> is made. Default: the working directory.  (PGZM_ARCHIVE_DIR)")
    private Path directory = Path.of(".");

    @Option(
            names = "--compress",
            paramLabel = "none|lz4|zstd|gzip",
            defaultValue = "none",
            description = "How pg_dump compresses the archive; lz4 and zstd need version 16. Default: none."
                    + "  (PGZM_COMPRESS)")
    private Archive.Compression compression = Archive.Compression.NONE;

    @Option(names = "--keep-archive", description = "Leave the archive there at the end.")
    private boolean keep;

    @Option(
            names = "--from-archive",
            paramLabel = "DIR",
            description = "Restore this archive of an earlier migration; no source is asked.")
    private @Nullable Path earlier;

    boolean restoresEarlier() {
        return earlier != null;
    }

    /**
     * The plan's archive, by its absolute path: another command may run elsewhere.
     *
     * @throws ParameterException where the options contradict each other
     */
    Optional<Archive> archive() {
        if (earlier != null) {
            if (way == Way.ARCHIVE || keep) {
                throw contradiction(
                        "--from-archive reads an archive that is there: leave out --via and --keep-archive");
            }
            return Optional.of(new Archive(
                    earlier.toAbsolutePath().normalize(), Archive.Use.TAKEN_EARLIER, Archive.Compression.NONE));
        }
        if (way == Way.STREAM) {
            if (keep) {
                throw contradiction("--keep-archive needs --via archive");
            }
            return Optional.empty();
        }
        return Optional.of(new Archive(
                directory.toAbsolutePath().normalize(), keep ? Archive.Use.KEPT : Archive.Use.PASSING, compression));
    }

    private ParameterException contradiction(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
