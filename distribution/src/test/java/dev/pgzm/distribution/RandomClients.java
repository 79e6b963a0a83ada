package dev.pgzm.distribution;

import dev.pgzm.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;

/**
 * Clients that run transactions of a seed's choice until they are stopped, at every isolation level and in every protocol of
 * the driver; and what became of them.
 */
final class RandomClients implements AutoCloseable {
    static final int CLIENTS = 8;
    private static final Duration LONGEST_THOUGHT = Duration.ofSeconds(3);
    private static final List<Properties> PROTOCOLS =
            List.of(protocol("simple", "0"), protocol("extended", "0"), protocol("extended", "1"));
    private static final Map<Integer, String> LEVELS = Map.of(
            Connection.TRANSACTION_READ_COMMITTED, "READ COMMITTED",
            Connection.TRANSACTION_REPEATABLE_READ, "REPEATABLE READ",
            Connection.TRANSACTION_SERIALIZABLE, "SERIALIZABLE");

    private static final String SERIALIZATION_FAILURE = "40001";

    private final TestDatabase database;
    private final long seed;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Long> failures = new ConcurrentSkipListMap<>();
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong commits = new AtomicLong();
    private volatile int thinking;
    private volatile boolean stopped;

    private RandomClients(TestDatabase database, long seed) {
        this.database = database;
        this.seed = seed;
    }

    /** What one client does, and what it learns of it. */
    interface Client {
        /** The statements of a transaction, without its begin and end. */
        void work(Connection connection) throws SQLException;

        /** What its last work was, in a word. */
        String doing();

        /** The server has acknowledged the commit. */
        void committed();

        /** Nothing of the work has happened. */
        void rolledBack();
    }

    /**
     * Returns when they have begun.
     *
     * @param clients makes a client of its number, from 0, and its source of choices
     */
    static RandomClients on(TestDatabase database, long seed, BiFunction<Integer, Random, Client> clients) {
        RandomClients all = new RandomClients(database, seed);
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Thread thread =
                    new Thread(() -> all.run(clients.apply(number, random(seed, number)), number), "client-" + number);
            all.threads.add(thread);
            thread.start();
        }
        all.awaitCommits(10L * CLIENTS);
        return all;
    }

    private static Properties protocol(String queryMode, String prepareThreshold) {
        Properties protocol = new Properties();
        protocol.setProperty("preferQueryMode", queryMode);
        protocol.setProperty("prepareThreshold", prepareThreshold);
        protocol.setProperty("ApplicationName", "random client");
        return protocol;
    }

    /** Returns when so many more transactions have committed, or something is wrong. */
    void awaitCommits(long more) {
        long goal = commits.get() + more;
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> commits.get() >= goal || !violations.isEmpty());
    }

    /** Lets them work for so long, or until something is wrong. */
    void goOn(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        Awaitility.await().atMost(length.plusMinutes(1)).until(() -> System.nanoTime() >= end || !violations.isEmpty());
    }

    /**
     * From now on each client thinks so many times as long as it works. A swap waits until no transaction is half done: among
     * clients that never pause and lock tables in any order there may be no such moment.
     */
    void think(int times) {
        thinking = times;
    }

    long commits() {
        return commits.get();
    }

    /**
     * How many transactions failed, by what they did, isolation level and SQLSTATE; those that wrote to a new table by a snapshot
     * of before the swap by that.
     */
    Map<String, Long> failures() {
        return Map.copyOf(failures);
    }

    /** What no client may ever see. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    private static Random random(long seed, int number) {
        return new Random(seed * 31 + number);
    }

    private void run(Client client, int number) {
        Random random = random(~seed, number);
        try (Connection connection = database.connect(PROTOCOLS.get(number % PROTOCOLS.size()))) {
            connection.setAutoCommit(false);
            while (!stopped && violations.isEmpty()) {
                long begun = System.nanoTime();
                transaction(connection, client, random);
                think(connection, random, System.nanoTime() - begun);
            }
        } catch (SQLException | RuntimeException | AssertionError broken) {
            violations.add("client " + number + ": " + broken);
        }
    }

    private void transaction(Connection connection, Client client, Random random) throws SQLException {
        int level = isolation(random);
        connection.setTransactionIsolation(level);
        try {
            client.work(connection);
            if (random.nextInt(20) == 0) {
                connection.rollback();
                client.rolledBack();
                return;
            }
            connection.commit();
        } catch (SQLException failed) {
            boolean replaced = String.valueOf(failed.getMessage()).contains("was replaced by pgzm");
            String failure = (replaced ? "replaced table" : client.doing()) + ", " + LEVELS.get(level) + ": "
                    + failed.getSQLState();
            failures.merge(failure, 1L, Long::sum);
            if (!SERIALIZATION_FAILURE.equals(failed.getSQLState())) {
                violations.add(failure + " " + failed.getMessage());
            }
            connection.rollback();
            client.rolledBack();
            return;
        }
        client.committed();
        commits.incrementAndGet();
    }

    private void think(Connection connection, Random random, long transactionNanos) throws SQLException {
        long nanos = Math.min(2L * thinking * transactionNanos, LONGEST_THOUGHT.toNanos());
        if (nanos > 0) {
            try (Statement pause = connection.createStatement()) {
                pause.execute("SELECT pg_sleep(" + random.nextDouble() * (double) nanos / 1e9 + ")");
            }
            connection.commit();
        }
    }

    private static int isolation(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Connection.TRANSACTION_REPEATABLE_READ;
            case 1 -> Connection.TRANSACTION_SERIALIZABLE;
            default -> Connection.TRANSACTION_READ_COMMITTED;
        };
    }

    /** Returns when all have ended their last transaction. */
    @Override
    public void close() {
        stopped = true;
        Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
