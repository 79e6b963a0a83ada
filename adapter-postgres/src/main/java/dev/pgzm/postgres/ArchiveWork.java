package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Archive;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes an archive's directory, and removes it. */
record ArchiveWork(ArchiveDirectory archive) {
    private static final String PARTIAL = ".partial-";
    private static final int ATTEMPTS = 10;

    /** A new directory for pg_dump, which another process's orphan cannot be writing to. */
    Path begin() {
        try {
            Files.createDirectories(parent());
            discardPartial();
            return Files.createTempDirectory(parent(), archive.path().getFileName() + PARTIAL);
        } catch (IOException refused) {
            throw ArchiveDirectory.failure("write an archive in " + parent(), refused);
        }
    }

    /** Makes the directory the archive: as a whole, and durably. */
    void complete(Path partial, ImmutableArchiveContents contents) {
        try {
            Path file = partial.resolve(ArchiveDirectory.CONTENTS);
            Files.write(file, ValueJson.write(contents.withFiles(ArchiveDirectory.sizes(partial))));
            force(file);
            force(partial);
            Files.move(partial, archive.path(), StandardCopyOption.ATOMIC_MOVE);
            force(parent());
        } catch (IOException refused) {
            throw ArchiveDirectory.failure("complete the archive " + archive.path(), refused);
        }
    }

    /** Removes beginnings, and the complete archive unless it is to be kept. */
    Optional<String> discard(Archive.Use use) {
        try {
            boolean removed = discardPartial();
            if (use == Archive.Use.PASSING && archive.isComplete()) {
                // what is half removed must not have its name
                Files.move(archive.path(), sibling("removed"));
                removed = discardPartial();
            }
            return removed ? Optional.of("archive " + archive.path()) : Optional.empty();
        } catch (IOException refused) {
            throw ArchiveDirectory.failure("remove the archive " + archive.path(), refused);
        }
    }

    private boolean discardPartial() throws IOException {
        if (!Files.isDirectory(parent())) {
            return false;
        }
        List<Path> partial;
        try (Stream<Path> siblings = Files.list(parent())) {
            partial = siblings.filter(
                            each -> each.toString().startsWith(sibling("").toString()))
                    .toList();
        }
        for (Path each : partial) {
            remove(each);
        }
        return !partial.isEmpty();
    }

    /** A killed run's pg_dump may go on for a moment; it ends when it finds its directory gone. */
    private static void remove(Path directory) throws IOException {
        for (int attempt = 1; Files.exists(directory); attempt++) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (DirectoryNotEmptyException written) {
                if (attempt == ATTEMPTS) {
                    throw written;
                }
            }
        }
    }

    private Path sibling(String suffix) {
        return archive.path().resolveSibling(archive.path().getFileName() + PARTIAL + suffix);
    }

    private Path parent() {
        return ArchiveDirectory.parentOf(archive.path());
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
