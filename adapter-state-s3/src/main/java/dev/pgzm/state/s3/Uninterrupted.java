package dev.pgzm.state.s3;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;

/** Lets a run that is being interrupted save its state all the same: the SDK asks nothing for such a thread. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Asks again if an interrupt ended it; the interrupt is told when it is done. */
    static <T> T call(Supplier<T> request) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return request.get();
                } catch (AbortedException again) {
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
