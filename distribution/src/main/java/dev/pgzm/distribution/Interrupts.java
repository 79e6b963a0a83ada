package dev.pgzm.distribution;

import java.time.Duration;

/** Lets SIGINT and SIGTERM end a run in good order: it is interrupted, undoes itself and is waited for. */
final class Interrupts {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Interrupts() {}

    static void passOnTo(Thread runner) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInGoodOrder(runner), "pgzm-shutdown"));
    }

    // the JVM exits with 128 + the signal's number once its hooks have ended
    private static void endInGoodOrder(Thread runner) {
        if (isExiting(runner)) {
            return;
        }
        runner.interrupt();
        try {
            runner.join(PATIENCE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the runner itself asked to exit: it then waits for this hook, and must not be waited for. */
    private static boolean isExiting(Thread runner) {
        for (StackTraceElement frame : runner.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }
}
