package dev.pgzm.distribution;

import dev.pgzm.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * Clients that read and write in transactions of several statements, in every protocol that the driver has, until they are
 * stopped. Each transaction writes one token to {@code ledger_a} and to {@code ledger_b}.
 */
final class BusyApplication implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final List<Properties> PROTOCOLS =
            List.of(protocol("simple", "0"), protocol("extended", "0"), protocol("extended", "1"));

    private final TestDatabase database;
    private final List<Thread> clients = new ArrayList<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();
    private volatile boolean stopped;

    private BusyApplication(TestDatabase database) {
        this.database = database;
    }

    static BusyApplication on(TestDatabase database) {
        BusyApplication application = new BusyApplication(database);
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Thread client = new Thread(() -> application.run(number), "client-" + number);
            client.start();
            application.clients.add(client);
        }
        application.awaitTransactions();
        return application;
    }

    private static Properties protocol(String queryMode, String prepareThreshold) {
        Properties protocol = new Properties();
        protocol.setProperty("preferQueryMode", queryMode);
        protocol.setProperty("prepareThreshold", prepareThreshold);
        return protocol;
    }

    /** Returns when every client has had time for many more transactions, or one has failed. */
    void awaitTransactions() {
        long goal = transactions.get() + 50L * CLIENTS;
        Awaitility.await().until(() -> transactions.get() >= goal || !failures.isEmpty());
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Of one statement. */
    long longestMillis() {
        return longestMillis.get();
    }

    private void run(int number) {
        try (Connection connection = database.connect(PROTOCOLS.get(number % PROTOCOLS.size()));
                PreparedStatement read = connection.prepareStatement("SELECT n FROM accounts WHERE id = ?");
                PreparedStatement add = connection.prepareStatement("UPDATE accounts SET n = n + 1 WHERE id = ?");
                PreparedStatement first = connection.prepareStatement("INSERT INTO ledger_a VALUES (?)");
                PreparedStatement second = connection.prepareStatement("INSERT INTO ledger_b VALUES (?)")) {
            connection.setAutoCommit(false);
            for (long turn = 0; !stopped; turn++) {
                read.setInt(1, number);
                add.setInt(1, number);
                first.setString(1, number + "/" + turn);
                second.setString(1, number + "/" + turn);
                for (PreparedStatement statement : List.of(read, add, first, second)) {
                    timed(statement);
                }
                connection.commit();
                transactions.incrementAndGet();
            }
        } catch (SQLException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
    }

    private void timed(PreparedStatement statement) throws SQLException {
        long begun = System.nanoTime();
        statement.execute();
        longestMillis.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
    }

    @Override
    public void close() {
        stopped = true;
        Awaitility.await().until(() -> clients.stream().noneMatch(Thread::isAlive));
    }
}
