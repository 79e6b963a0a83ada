package dev.pgzm.domain.work;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs a graph on several workers at once. The first failure stops the rest and is the one reported; whoever awaits the
 * run gets it only when no task is running any more.
 */
public final class TaskRun {
    private static final Duration CANCEL_AGAIN_AFTER = Duration.ofMillis(500);

    private final ReadyTasks ready;
    private final Map<TaskKind, Integer> unfinished = new EnumMap<>(TaskKind.class);
    private final Runnable cancel;
    private @Nullable RuntimeException failure;
    private int idle;

    /**
     * @param cancel makes tasks in flight fail soon; called more than once, from any thread
     */
    public TaskRun(TaskGraph graph, Runnable cancel) {
        this.ready = new ReadyTasks(graph);
        graph.tasks().forEach(task -> unfinished.merge(task.kind(), 1, Integer::sum));
        this.cancel = cancel;
    }

    /** Occupies that many of the executor's threads until the run ends. */
    public void startOn(Executor executor, int workers) {
        for (int i = 0; i < workers; i++) {
            executor.execute(this::work);
        }
    }

    /**
     * Returns when every task of the kind is finished, and every task that those waited for.
     *
     * @throws RuntimeException the first failure of any task; no task runs then
     * @throws MigrationException with {@code INTERRUPTED} if the calling thread is interrupted; likewise
     */
    public void await(TaskKind kind) {
        await(Set.of(kind));
    }

    /** As {@link #await(TaskKind)} for all. */
    public void awaitAll() {
        await(Set.of(TaskKind.values()));
    }

    /** Ends the run at once, if it has not ended, and returns when no task runs. */
    public void stop() {
        fail(new MigrationException(Problem.of(ErrorCode.INTERRUPTED, "Cannot go on: the run was stopped")));
        awaitIdle();
    }

    private void await(Set<TaskKind> awaited) {
        try {
            synchronized (this) {
                while (failure == null && awaited.stream().anyMatch(unfinished::containsKey)) {
                    wait();
                }
            }
        } catch (InterruptedException stopped) {
            fail(new MigrationException(
                    Problem.of(ErrorCode.INTERRUPTED, "Cannot go on: the run was interrupted"), stopped));
        }
        if (failed().isPresent()) {
            awaitIdle();
            throw failed().get();
        }
    }

    /** Repeats the cancelling, because a task between two statements does not feel it. */
    private void awaitIdle() {
        boolean interrupted = false;
        while (anyRunning()) {
            cancel.run();
            try {
                idleWithin(CANCEL_AGAIN_AFTER);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void idleWithin(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (ready.anyRunning() && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    private synchronized boolean anyRunning() {
        return ready.anyRunning();
    }

    private synchronized Optional<RuntimeException> failed() {
        return Optional.ofNullable(failure);
    }

    private void work() {
        for (Optional<Task> next = take(); next.isPresent(); next = take()) {
            Task task = next.get();
            try {
                task.perform(idle());
                finished(task);
            } catch (RuntimeException failed) {
                failed(task, failed);
            } catch (Error fatal) {
                failed(task, new IllegalStateException(task + " failed: " + fatal, fatal));
                throw fatal;
            }
        }
    }

    private synchronized Optional<Task> take() {
        while (failure == null && !unfinished.isEmpty()) {
            Optional<Task> task = ready.take();
            if (task.isPresent()) {
                return task;
            }
            idle++;
            try {
                wait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } finally {
                idle--;
            }
        }
        return Optional.empty();
    }

    private synchronized int idle() {
        return idle;
    }

    private synchronized void finished(Task task) {
        unfinished.computeIfPresent(task.kind(), (kind, count) -> count == 1 ? null : count - 1);
        ready.finished(task);
        notifyAll();
    }

    private synchronized void failed(Task task, RuntimeException cause) {
        ready.failed(task);
        fail(cause);
    }

    private synchronized void fail(RuntimeException cause) {
        if (failure == null) {
            failure = cause;
        }
        notifyAll();
    }
}
