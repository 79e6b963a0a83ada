package dev.pgzm.state.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/** Lets a run that is being interrupted save its state all the same: a channel closes itself under such a thread. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** What may fail as files do. */
    @FunctionalInterface
    interface FileWork<T> {
        T run() throws IOException;
    }

    /** Does the work again if an interrupt ended it; the interrupt is told when it is done. */
    static <T> T call(FileWork<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException | FileLockInterruptionException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
