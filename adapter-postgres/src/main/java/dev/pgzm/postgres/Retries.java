package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How anything is repeated: whole attempts that hold nothing in between, with growing, jittered pauses. */
final class Retries {
    // a lock not granted or a deadlock rolls the whole attempt back, so that a repeat starts from nothing
    private static final Set<String> LOCK_FAILURES =
            Set.of(SqlFailure.LOCK_NOT_AVAILABLE, SqlFailure.DEADLOCK_DETECTED);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private Retries() {}

    /**
     * Repeats an attempt while it fails for a lock and the patience lasts; the last one is made when it ends.
     *
     * @param beforeRepeat told the number of the attempt that failed, from 1
     * @throws dev.pgzm.ports.error.MigrationException with {@code INTERRUPTED} as soon as the thread is interrupted
     */
    static <T> T untilLocked(Duration patience, Consumer<Integer> beforeRepeat, Supplier<T> attempt) {
        Instant deadline = Instant.now().plus(patience);
        IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 2, 0.5, LONGEST_PAUSE);
        Retry retry = Retry.of(
                "lock",
                RetryConfig.custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(failures -> Math.min(backoff.apply(failures), left(deadline)))
                        .retryOnException(failure -> isForALock(failure)
                                && !Thread.currentThread().isInterrupted()
                                && Instant.now().isBefore(deadline))
                        .build());
        retry.getEventPublisher().onRetry(event -> beforeRepeat.accept(event.getNumberOfRetryAttempts()));
        try {
            return retry.executeSupplier(attempt);
        } catch (MigrationException failed) {
            // an interrupted pause ends with the failure that it followed
            throw isForALock(failed) && Thread.currentThread().isInterrupted() ? Interruption.failure() : failed;
        }
    }

    private static long left(Instant deadline) {
        return Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
    }

    static boolean isForALock(Throwable failure) {
        return LOCK_FAILURES.contains(SqlFailure.sqlState(failure))
                || failure instanceof MigrationException known
                        && known.problem().code() == ErrorCode.SWAP_NOT_OBTAINED;
    }
}
