package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Makes an interrupt end what the driver would wait for: it does not heed interrupts. */
final class Interruption {
    private Interruption() {}

    /** Statements of a session. */
    interface Work {
        void run() throws SQLException;
    }

    /** For a thread that is about to send a statement. */
    static void refuseIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw failure();
        }
    }

    static MigrationException failure() {
        return new MigrationException(Problem.of(ErrorCode.INTERRUPTED, "Cannot go on: the run was interrupted"));
    }

    /**
     * Runs statements that may wait for locks, and cancels them when this thread is interrupted. The session has nothing in
     * flight when this returns or fails.
     *
     * @throws MigrationException with {@code INTERRUPTED}; the thread then stays interrupted
     */
    static void cancelling(Session session, Work work) throws SQLException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread worker = new Thread(() -> finish(end, work), "pgzm-lock");
        worker.setDaemon(true);
        worker.start();
        try {
            end.get();
        } catch (InterruptedException stopped) {
            session.cancel();
            end.exceptionally(cancelled -> null).join();
            Thread.currentThread().interrupt();
            throw failure();
        } catch (ExecutionException failed) {
            rethrow(failed);
        }
    }

    private static void finish(CompletableFuture<Void> end, Work work) {
        try {
            work.run();
            end.complete(null);
        } catch (SQLException | RuntimeException | Error failed) {
            end.completeExceptionally(failed);
        }
    }

    private static void rethrow(ExecutionException failed) throws SQLException {
        if (failed.getCause() instanceof SQLException refused) {
            throw refused;
        }
        if (failed.getCause() instanceof RuntimeException refused) {
            throw refused;
        }
        throw new CompletionException(failed.getCause());
    }
}
