package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ArchivePlace;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An archive on disk: pg_dump's directory with one more file, {@code pgzm.json}.
 *
 * <p>It is written under another name and renamed when all of it is on disk: what has the archive's name is complete.
 */
record ArchiveDirectory(Path path) {
    static final String CONTENTS = "pgzm.json";

    ArchiveDirectory {
        path = path.toAbsolutePath();
    }

    /** The plan's; empty where rows are streamed. */
    static Optional<ArchiveDirectory> of(Plan plan) {
        return plan.archive().map(archive -> new ArchiveDirectory(archive.directory()));
    }

    /** The one that is to be read and not written: complete, or said to be. */
    static Optional<ArchiveDirectory> toRead(Plan plan) {
        return of(plan).filter(archive -> plan.restoresEarlierArchive() || archive.isComplete());
    }

    boolean isComplete() {
        return Files.exists(path.resolve(CONTENTS));
    }

    /**
     * @throws MigrationException with {@code SOURCE_FAILED} where it is damaged
     */
    ArchiveContents contents() {
        try {
            ArchiveContents contents =
                    ValueJson.read(Files.readAllBytes(path.resolve(CONTENTS)), ArchiveContents.class);
            if (contents.format() != ArchiveContents.FORMAT) {
                throw unreadable("its format " + contents.format() + " is another release's");
            }
            refuseDamage(contents.files());
            return contents;
        } catch (NoSuchFileException missing) {
            throw unreadable(
                    Files.isDirectory(path)
                            ? "it has no file " + CONTENTS + ", which pgzm writes beside pg_dump's"
                            : "there is no such directory");
        } catch (IOException | IllegalArgumentException damaged) {
            throw unreadable("its file " + CONTENTS + " is damaged: " + damaged.getMessage());
        }
    }

    private void refuseDamage(Map<String, Long> expected) throws IOException {
        Map<String, Long> found = sizes(path);
        found.remove(CONTENTS);
        for (Map.Entry<String, Long> file : expected.entrySet()) {
            Long size = found.get(file.getKey());
            if (!file.getValue().equals(size)) {
                throw unreadable("its file " + file.getKey()
                        + (size == null ? " is missing" : " has " + size + " bytes of " + file.getValue()));
            }
        }
    }

    MigrationException unreadable(String why) {
        return new MigrationException(Problem.of(Side.SOURCE.failure(), "Cannot read the archive " + path + ": " + why)
                .withDetail("An archive is a directory that pgzm start --via archive has written.")
                .withHint("Name a complete archive with --from-archive, or copy from the source itself."));
    }

    /**
     * @throws MigrationException with {@code PREFLIGHT} where an archive is to be written and cannot be
     */
    ArchivePlace place(Plan plan) {
        if (toRead(plan).isPresent()) {
            return new ArchivePlace(path.toString(), true, contents().liveSchema(), 0);
        }
        Path existing = path;
        while (!Files.exists(existing)) {
            existing = parentOf(existing);
        }
        try {
            if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
                throw failure("write an archive in " + existing, new IOException("it is no directory to write to"));
            }
            return new ArchivePlace(
                    path.toString(), false, "", Files.getFileStore(existing).getUsableSpace());
        } catch (IOException refused) {
            throw failure("write an archive in " + existing, refused);
        }
    }

    static Path parentOf(Path absolute) {
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    static Map<String, Long> sizes(Path directory) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }

    static MigrationException failure(String doing, IOException cause) {
        return new MigrationException(
                Problem.of(ErrorCode.CONFIGURATION, "Cannot " + doing + ": " + cause.getMessage())
                        .withHint("Name a directory that this user may write to, with --archive-dir."),
                cause);
    }
}
