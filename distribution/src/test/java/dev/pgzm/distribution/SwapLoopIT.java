package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.postgres.Databases;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Swaps and swaps back, again and again, while an application writes to every table. 15 seconds long, or
 * {@code -Dpgzm.swaps=5000} times; {@code -Dpgzm.seed} repeats another run's choices.
 */
class SwapLoopIT {
    private static final long SEED = Long.getLong("pgzm.seed", System.nanoTime());
    private static final int SWAPS = Integer.getInteger("pgzm.swaps", 0);
    private static final Duration UNASKED = Duration.ofSeconds(15);
    private static final int SWAPS_BETWEEN_CHECKS = 25;
    private static final List<String> LEDGERS =
            List.of("ledger_a", "ledger_b", "orders", "lines", "\"Ledger \"\"P\"\"\"");

    @TempDir
    private Path state;

    private final TestDatabase source = shop(1);
    private final TestDatabase destination = shop(11);
    private final Plan plan = Engine.plan(source, destination)
            .withSwapStrategy(SwapStrategy.RENAME)
            .withSwapTimeout(Duration.ofMinutes(2));
    private final SchemaSwap swap = new Databases().schemaSwap();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    private static TestDatabase shop(int firstId) {
        TestDatabase database = TestServer.shared().newDatabase();
        database.executeResource(SwapLoopIT.class, "swap_loop.sql");
        database.execute("ALTER SEQUENCE order_ids RESTART " + firstId);
        return database;
    }

    @Test
    void splitsNoTransactionAndLosesNoneHoweverOftenItIsSwapped() {
        System.out.println("SwapLoopIT: -Dpgzm.seed=" + SEED);
        MigrationId id =
                Engine.withStateIn(state).prepare(plan, Progress.SILENT).id();
        RandomClients clients =
                RandomClients.on(destination, SEED, (number, choices) -> new ShopClient(number, choices, acknowledged));
        int swaps = 0;
        try (clients) {
            clients.think(20);
            Random random = new Random(SEED);
            long begun = System.nanoTime();
            while (swaps < SWAPS || SWAPS == 0 && System.nanoTime() - begun < UNASKED.toNanos()) {
                exchange(id, swaps++);
                clients.awaitCommits(random.nextInt(4 * RandomClients.CLIENTS));
                if (swaps % SWAPS_BETWEEN_CHECKS == 0) {
                    // AssertJ's containsAll looks through the whole set for each
                    Set<String> lost = new HashSet<>(acknowledged);
                    lost.removeAll(tokens(away(id, swaps)));
                    assertThat(lost).isEmpty();
                }
                assertThat(clients.violations()).isEmpty();
            }
        }
        System.out.println("SwapLoopIT: " + swaps + " swaps, " + clients.commits() + " transactions, failed "
                + clients.failures());
        assertThat(clients.violations()).isEmpty();
        assertThat(clients.failures().keySet()).isSubsetOf("shop, REPEATABLE READ: 40001", "shop, SERIALIZABLE: 40001");
        assertThat(acknowledged).doesNotHaveDuplicates();
        assertThat(tokens(away(id, swaps))).isEqualTo(new HashSet<>(acknowledged));
    }

    private void exchange(MigrationId id, int swapsBefore) {
        if (swapsBefore % 2 == 0) {
            swap.swap(plan, id, Progress.SILENT);
        } else {
            swap.swapBack(plan, id, Progress.SILENT);
        }
    }

    /** Where the schema is that is not live. */
    private String away(MigrationId id, int swaps) {
        return swaps % 2 == 0 ? plan.shadowSchema() : id.backupSchema();
    }

    /** Of all transactions; each has written its token to every table of one schema, and counted itself there. */
    private Set<String> tokens(String away) {
        String rows = Stream.of("public", away)
                .flatMap(schema -> LEDGERS.stream()
                        .map(table -> "SELECT '" + schema + "' AS schema, '" + table + "' AS ledger, token FROM "
                                + schema + "." + table))
                .collect(Collectors.joining(" UNION ALL "));
        assertThat(destination.query("SELECT token, string_agg(schema || '.' || ledger, ', ') FROM (" + rows
                        + ") r GROUP BY token HAVING count(*) <> " + LEDGERS.size()
                        + " OR count(DISTINCT schema) <> 1 OR count(DISTINCT ledger) <> " + LEDGERS.size()))
                .as("transactions that are split, repeated or partly lost")
                .isEmpty();
        for (String schema : List.of("public", away)) {
            assertThat(destination.value("SELECT (SELECT coalesce(sum(n), 0) FROM " + schema
                            + ".accounts WHERE id < 100) = (SELECT count(*) FROM " + schema + ".ledger_a)"))
                    .as("counted in " + schema)
                    .isEqualTo("t");
        }
        assertThat(destination.query("SELECT id FROM (SELECT id FROM public.orders UNION ALL SELECT id FROM " + away
                        + ".orders) o GROUP BY id HAVING count(*) > 1"))
                .as("ids that were given twice")
                .isEmpty();
        return new HashSet<>(destination.query(
                "SELECT token FROM public.ledger_a UNION ALL SELECT token FROM " + away + ".ledger_a"));
    }
}
