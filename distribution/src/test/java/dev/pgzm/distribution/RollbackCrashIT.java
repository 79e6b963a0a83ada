package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL of a rollback at random moments: it was made as a whole or not at all, and the next one makes it, or takes it back.
 * {@code -Dpgzm.seed} repeats another run's moments, {@code -Dpgzm.kills=50} takes more of them.
 */
@Timeout(120)
class RollbackCrashIT {
    private static final long SEED = Long.getLong("pgzm.seed", System.nanoTime());
    private static final int MILLIS = 1500;

    @TempDir
    private Path directory;

    private final TestDatabase destination = TestServer.shared().newDatabase();

    @BeforeAll
    static void tellSeed() {
        System.out.println("RollbackCrashIT: -Dpgzm.seed=" + SEED);
    }

    private Program program() {
        return new Program(directory).with("PGZM_DEST", destination.url());
    }

    private void rollBack() {
        Program.Result result = program().run("rollback", "--latest", "--yes");
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private void fill() {
        destination.execute("CREATE TYPE mood AS ENUM ('old'); CREATE TABLE goods (v text, mood mood);"
                + " INSERT INTO goods SELECT 'old' FROM generate_series(1, 1000);"
                + " ALTER SCHEMA public RENAME TO backup_1722614400000; CREATE SCHEMA public;"
                + " CREATE TABLE goods (v text); INSERT INTO goods SELECT 'new' FROM generate_series(1, 1000);"
                + " CREATE SCHEMA reports; CREATE VIEW reports.all_goods AS SELECT v FROM goods");
    }

    private List<String> schemas() {
        return destination.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(backup|pgzm|shadow)'");
    }

    private void assertLive(String v) {
        String all = "SELECT v || ' ' || count(*) FROM ";
        assertThat(destination.query(all + "goods GROUP BY v")).containsExactly(v + " 1000");
        assertThat(destination.query(all + "reports.all_goods GROUP BY v")).containsExactly(v + " 1000");
        assertThat(schemas()).hasSize(1);
        assertThat(destination.query(all + schemas().get(0) + ".goods GROUP BY v"))
                .containsExactly((v.equals("old") ? "new" : "old") + " 1000");
    }

    private static IntStream moments() {
        return IntStream.rangeClosed(1, Integer.getInteger("pgzm.kills", 4));
    }

    @Test
    void isMadeUndisturbed() {
        fill();

        rollBack();

        assertLive("old");
        rollBack();
        assertLive("new");
    }

    @ParameterizedTest
    @MethodSource("moments")
    void isMadeOrNotAfterAKillAtAnyMoment(int moment) throws InterruptedException {
        fill();
        Program.Running run = program().launch("rollback", "--latest", "--yes");
        // a moment is what the test is about, not a condition
        run.process().waitFor(new Random(SEED + moment).nextLong(MILLIS), TimeUnit.MILLISECONDS);
        run.kill();
        destination.awaitNoSessionOfARun();

        boolean made = !schemas().contains("backup_1722614400000");

        assertLive(made ? "old" : "new");
        rollBack();
        assertLive(made ? "new" : "old");
    }
}
