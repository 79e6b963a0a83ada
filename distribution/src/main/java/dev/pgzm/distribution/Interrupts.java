package dev.pgzm.distribution;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets SIGINT and SIGTERM end a run in good order: it is interrupted, undoes itself and is waited for. */
final class Interrupts {
    private static final long PATIENCE_SECONDS = 60;

    private final Thread runner;
    private final CountDownLatch finished = new CountDownLatch(1);

    private Interrupts(Thread runner) {
        this.runner = runner;
    }

    /** From now on, a signal interrupts the thread. */
    static Interrupts of(Thread runner) {
        Interrupts interrupts = new Interrupts(runner);
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::endInGoodOrder, "pgzm-shutdown"));
        return interrupts;
    }

    /** The runner has nothing more to do, and may exit. */
    void runIsFinished() {
        finished.countDown();
    }

    // the JVM exits with 128 + the signal's number once its hooks have ended
    private void endInGoodOrder() {
        if (finished.getCount() == 0) {
            return;
        }
        runner.interrupt();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The run did not end within " + PATIENCE_SECONDS + " s and is given up;"
                        + " the next run of pgzm start removes what it left.");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
