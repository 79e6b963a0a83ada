package dev.pgzm.distribution.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An application that reads orders and places new ones, over several connections with prepared statements. */
final class ApplicationLoad {
    private static final long PAUSE_NANOS = 1_000_000;

    private final DemoServer server;
    private final int customers;
    private final List<Thread> clients = new ArrayList<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile boolean stopped;

    private ApplicationLoad(DemoServer server, int customers) {
        this.server = server;
        this.customers = customers;
    }

    /**
     * Runs until it is stopped.
     *
     * @param customers how many customers both shops have
     */
    static ApplicationLoad start(DemoServer server, int connections, int customers) {
        ApplicationLoad load = new ApplicationLoad(server, customers);
        for (int i = 0; i < connections; i++) {
            Thread client = new Thread(load::run, "demo-application-" + i);
            client.setDaemon(true);
            client.start();
            load.clients.add(client);
        }
        return load;
    }

    /** Returns when that many more statements have been run, or a client has failed. */
    void awaitStatements(long more) throws InterruptedException {
        long goal = statements.get() + more;
        synchronized (this) {
            while (statements.get() < goal && failures.isEmpty()) {
                wait(100);
            }
        }
    }

    LoadReport stop() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
        return new LoadReport(statements.get(), longestNanos.get(), List.copyOf(failures));
    }

    private void run() {
        try (Connection connection = server.connect();
                PreparedStatement read = connection.prepareStatement("SELECT o.total, c.full_name FROM orders o"
                        + " JOIN customers c ON c.id = o.customer_id WHERE o.id = ?");
                PreparedStatement write =
                        connection.prepareStatement("INSERT INTO orders (customer_id, total) VALUES (?, -1)")) {
            while (!stopped) {
                long order = ThreadLocalRandom.current().nextLong(1, customers + 1L);
                timed(() -> {
                    read.setLong(1, order);
                    read.executeQuery().close();
                });
                timed(() -> {
                    write.setLong(1, order);
                    write.executeUpdate();
                });
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (SQLException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
    }

    /** A statement with its parameters. */
    private interface Call {
        void run() throws SQLException;
    }

    private void timed(Call call) {
        long begun = System.nanoTime();
        try {
            call.run();
        } catch (SQLException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
        longestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
        statements.incrementAndGet();
        synchronized (this) {
            notifyAll();
        }
    }
}
