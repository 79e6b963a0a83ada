package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients change preserved tables in every way while they are brought in step, kept in step and swapped. 30 seconds long, or
 * {@code -Dpgzm.seconds=600}; {@code -Dpgzm.seed} repeats another run's choices.
 */
class PreservedTortureIT {
    private static final long SEED = Long.getLong("pgzm.seed", System.nanoTime());
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("pgzm.seconds", 30));

    private static final String PRESERVED =
            StepComparison.Keyed.all().stream().map(StepComparison.Keyed::table).collect(Collectors.joining(","));

    @TempDir
    private Path state;

    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final Queue<TortureClient> clients = new ConcurrentLinkedQueue<>();
    private final Set<String> givenIds = ConcurrentHashMap.newKeySet();

    private RandomClients torture() {
        System.out.println("PreservedTortureIT: -Dpgzm.seed=" + SEED);
        destination.executeResource(PreservedTortureIT.class, "torture.sql");
        destination.execute("CREATE SCHEMA audit; CREATE TABLE audit.log (seq bigserial, op text, id bigint, v text)");
        return RandomClients.on(destination, SEED, (number, choices) -> {
            TortureClient client = new TortureClient(number, choices, givenIds);
            clients.add(client);
            return client;
        });
    }

    /** What is allowed is what happens without a migration too, but for old snapshots that meet a new table. */
    private void assertExact(RandomClients all) {
        System.out.println("PreservedTortureIT: " + all.commits() + " transactions, failed " + all.failures());
        assertThat(all.violations()).isEmpty();
        assertThat(all.failures().keySet())
                .isSubsetOf(
                        "contention, REPEATABLE READ: 40001",
                        "contention, SERIALIZABLE: 40001",
                        "own rows, SERIALIZABLE: 40001",
                        "replaced table, REPEATABLE READ: 40001",
                        "replaced table, SERIALIZABLE: 40001");
        for (TortureClient client : clients) {
            for (TortureTable table : TortureTable.all()) {
                Map<Long, String> rows = new TreeMap<>();
                destination
                        .query(table.selectOf(client.number()))
                        .forEach(row -> rows.put(
                                Long.valueOf(row.substring(0, row.indexOf('|'))), row.substring(row.indexOf('|') + 1)));
                assertThat(Difference.between(client.ledger().rows(table), rows))
                        .as("client " + client.number() + ", table " + table.name())
                        .isEmpty();
            }
        }
        assertThat(destination.query(Contention.DIFFERENCES)).isEmpty();
    }

    private static void assertDone(Program.Result result) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    }

    @Test
    void theApplicationAloneFailsOnlyAsItShould() {
        RandomClients all = torture();
        try (all) {
            all.goOn(LENGTH.dividedBy(10));
        }
        assertExact(all);
    }

    @Test
    void everyAcknowledgedWriteIsInTheNewTablesOnce() {
        TestDatabase source = TestServer.shared().newDatabase();
        source.executeResource(PreservedTortureIT.class, "torture.sql");
        source.executeResource(PreservedTortureIT.class, "torture_source.sql");
        Program program = new Program(state).between(source, destination);
        RandomClients all = torture();
        StepComparison comparison = new StepComparison(destination);
        try (all) {
            assertDone(program.run("prepare", "--preserved-tables", PRESERVED));
            Random random = new Random(SEED);
            long until = System.nanoTime() + LENGTH.toNanos() / 2;
            while (System.nanoTime() < until && all.violations().isEmpty()) {
                assertThat(comparison.differences()).isEmpty();
                all.awaitCommits(random.nextInt(100));
            }
            all.think(20);
            assertDone(program.run("swap", "--swap-timeout", "130"));
            all.think(0);
            all.goOn(LENGTH.dividedBy(5));
        }
        System.out.println("PreservedTortureIT: " + comparison.queued() + " keys were queued when looked at");
        assertExact(all);
        assertThat(destination.query("SELECT v FROM elsewhere")).containsExactly("source");
        assertThat(destination.query("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgzm%'"))
                .isEmpty();
        assertThat(destination.query("SELECT conname FROM pg_constraint WHERE NOT convalidated"))
                .isEmpty();
    }
}
