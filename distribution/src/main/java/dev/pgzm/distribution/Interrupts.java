package dev.pgzm.distribution;

import dev.pgzm.ports.error.ErrorCode;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets SIGINT and SIGTERM end a run in good order: it is interrupted and undoes itself. A second signal leaves at once. */
final class Interrupts {
    private static final String[] SIGNALS = {"INT", "TERM"};

    private final Thread runner;
    private final AtomicInteger signals = new AtomicInteger();

    private Interrupts(Thread runner) {
        this.runner = runner;
    }

    /**
     * From now on, a signal interrupts the thread.
     *
     * <p>Shutdown hooks would not do: while they run, the JVM is deaf to a second signal. What it has besides is
     * {@code sun.misc.Signal} of the module jdk.unsupported, which javac lets nobody name without a warning.
     */
    static void of(Thread runner) {
        Interrupts interrupts = new Interrupts(runner);
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hearing = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        interrupts.heard();
                        return null;
                    });
            for (String name : SIGNALS) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), hearing);
            }
        } catch (ReflectiveOperationException unsupported) {
            throw new IllegalStateException("this Java cannot handle signals", unsupported);
        }
    }

    private void heard() {
        if (signals.incrementAndGet() > 1) {
            System.err.println("Left at once: pgzm abort removes what is left in the destination.");
            // shutdown hooks would wait for what is to be left
            Runtime.getRuntime().halt(ErrorCode.INTERRUPTED.exitCode());
        }
        System.err.println("Interrupted: ending in good order. Once more leaves at once.");
        runner.interrupt();
    }
}
