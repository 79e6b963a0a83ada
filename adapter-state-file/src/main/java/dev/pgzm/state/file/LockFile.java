package dev.pgzm.state.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock between processes, and between the threads of this one, that leaves no file behind.
 *
 * <p>Its holder removes the file. Who was waiting for that file then holds a lock that nobody else asks for; so a lock
 * counts only if the file's name still leads to the file that is locked.
 */
final class LockFile {
    // a process has its locks as a whole: its threads need another one among themselves
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path path;
    private final FileChannel locked;
    // closing any channel of a file lets go of the process's locks on it, so this one is kept as long
    private final FileChannel named;

    private LockFile(Path path, FileChannel locked, FileChannel named) {
        this.path = path;
        this.locked = locked;
        this.named = named;
    }

    /** Waits until the lock is free. */
    static LockFile acquire(Path path) throws IOException {
        THREADS.lock();
        try {
            Optional<LockFile> lock = Optional.empty();
            while (lock.isEmpty()) {
                lock = Uninterrupted.call(() -> attempt(path));
            }
            return lock.get();
        } catch (IOException | RuntimeException failed) {
            THREADS.unlock();
            throw failed;
        }
    }

    private static Optional<LockFile> attempt(Path path) throws IOException {
        FileChannel locked = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            locked.lock();
            FileChannel named = FileChannel.open(path, StandardOpenOption.WRITE);
            held = isLockedHere(named);
            if (held) {
                return Optional.of(new LockFile(path, locked, named));
            }
            named.close();
            return Optional.empty();
        } catch (NoSuchFileException removedWhileWaiting) {
            return Optional.empty();
        } finally {
            if (!held) {
                locked.close();
            }
        }
    }

    /** Whether the file is the locked one: no other thread of this process holds a lock meanwhile. */
    private static boolean isLockedHere(FileChannel file) throws IOException {
        try {
            file.tryLock();
            return false;
        } catch (OverlappingFileLockException sameFile) {
            return true;
        }
    }

    void release() {
        try (named;
                locked) {
            Files.deleteIfExists(path);
        } catch (IOException notRemoved) {
            // the lock ends with its channels; a file that stays is in nobody's way
        } finally {
            THREADS.unlock();
        }
    }
}
