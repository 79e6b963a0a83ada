package dev.pgzm.state.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A small file that is whole, whatever dies while it is replaced. */
record DurableFile(Path path) {
    /** Keeps everybody else from changing it during the work. */
    <T> T exclusively(Uninterrupted.FileWork<T> work) throws IOException {
        LockFile lock = LockFile.acquire(beside(".lock"));
        try {
            return work.run();
        } finally {
            lock.release();
        }
    }

    Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** Written aside, forced to disk, renamed over the old one, and the directory forced too. */
    void replace(byte[] content) throws IOException {
        Path aside = beside(".new");
        try {
            // a stream and not a channel, which an interrupt would close
            try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            discard(aside, failed);
            throw failed;
        }
        forceDirectory();
    }

    /** Removes it, and what a process that died left beside it. */
    void delete() throws IOException {
        Files.deleteIfExists(beside(".new"));
        Files.deleteIfExists(path);
        forceDirectory();
    }

    private static void discard(Path aside, IOException reason) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException undeletable) {
            reason.addSuppressed(undeletable);
        }
    }

    private void forceDirectory() throws IOException {
        Path directory = path.toAbsolutePath().resolveSibling(".");
        Uninterrupted.call(() -> {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
                return directory;
            }
        });
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
