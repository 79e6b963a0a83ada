package dev.pgzm.state.file;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.StateStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps each state in {@code .migration-state-<database>.json} of a directory. */
public final class FileStateStore implements StateStore {
    private final Path directory;

    public FileStateStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<MigrationState> load(String database) {
        Path file = file(database);
        try {
            return Files.exists(file) ? Optional.of(StateDocument.read(Files.readAllBytes(file))) : Optional.empty();
        } catch (IllegalArgumentException damaged) {
            throw failure("Cannot use the state file " + file + ": " + damaged.getMessage(), damaged);
        } catch (IOException unreadable) {
            throw failure("Cannot read the state file " + file + ": " + unreadable, unreadable);
        }
    }

    @Override
    public void save(MigrationState state) {
        Path file = file(state.database());
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            long stored = load(state.database()).map(MigrationState::version).orElse(0L);
            if (!lock.isValid() || stored != state.version() - 1) {
                throw failure(
                        "Cannot save the state: " + file + " was changed by another run",
                        new IllegalStateException("version " + stored + " is stored, " + state.version() + " is new"));
            }
            replace(file, StateDocument.write(state));
            Files.deleteIfExists(lockFile);
        } catch (IOException unwritable) {
            throw failure("Cannot save the state in " + file + ": " + unwritable, unwritable);
        }
    }

    /** Written aside, forced to disk, renamed over the old one, and the directory forced too. */
    private void replace(Path file, byte[] document) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(document);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(directory.toAbsolutePath(), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    private Path file(String database) {
        return directory.resolve(".migration-state-" + URLEncoder.encode(database, StandardCharsets.UTF_8) + ".json");
    }

    private static MigrationException failure(String message, Exception cause) {
        return new MigrationException(
                Problem.of(ErrorCode.STATE_CONFLICT, message)
                        .withHint("Mend or move the file, or name another directory with --state."),
                cause);
    }
}
