package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL at phases' begins and at random moments: afterwards {@code resume} completes the migration, or {@code abort}
 * leaves nothing of it. {@code -Dpgzm.seed} repeats another run's moments, {@code -Dpgzm.kills=50} takes more of them, and every phase.
 */
@Timeout(180)
class CrashIT {
    private static final long SEED = Long.getLong("pgzm.seed", System.nanoTime());
    private static final Scene.Source SOURCE = Scene.Source.on(TestServer.shared());
    private static final int KILLS = Integer.getInteger("pgzm.kills", 4);
    private static long undisturbedMillis;

    @TempDir
    private Path directory;

    private final Scene scene = Scene.of(SOURCE, TestServer.shared());

    @AfterAll
    static void sourceIsUntouched() {
        SOURCE.assertUntouched();
    }

    @BeforeAll
    static void runUndisturbed(@TempDir Path elsewhere) {
        System.out.println("CrashIT: -Dpgzm.seed=" + SEED);
        Scene undisturbed = Scene.of(SOURCE, TestServer.shared());
        long begun = System.nanoTime();
        Program.Result result = new Program(elsewhere)
                .between(undisturbed.source(), undisturbed.destination())
                .run("start", "--jobs", "2", "--split-larger-than", "1MB");
        undisturbedMillis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(result.exitCode()).as(result.err()).isZero();
        undisturbed.assertCompleted();
    }

    private Program program() {
        return new Program(directory).between(scene.source(), scene.destination());
    }

    private Program.Running start() {
        return program().launch("start", "--jobs", "2", "--split-larger-than", "1MB");
    }

    private void resume() {
        Program.Result result = program().run("resume");
        boolean nothingBegun = result.exitCode() == 10 && result.err().contains("the destination holds no migration");
        if (nothingBegun) {
            scene.assertUndone();
        } else {
            assertThat(result.exitCode()).as(result.err()).isZero();
            scene.assertCompleted();
        }
    }

    private void abort() {
        Program.Result result = program().run("abort");
        if (scene.isSwapped()) {
            assertThat(result.exitCode()).as(result.err()).isEqualTo(10);
            assertThat(result.err()).contains("Cannot abort: migration");
            resume();
        } else {
            assertThat(result.exitCode()).as(result.err()).isZero();
            scene.assertUndone();
        }
    }

    private void killAt(String phase) {
        Program.Running run = start();
        Awaitility.await()
                .pollDelay(0, TimeUnit.MILLISECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        run.err().contains(" " + phase + "\n") || !run.process().isAlive());
        run.kill();
    }

    static List<String> phases() {
        return KILLS < 50
                ? List.of("dumping", "restoring", "indexing", "prepared", "swapping", "cleaning up")
                : List.of(
                        "validating",
                        "dumping",
                        "restoring",
                        "indexing",
                        "syncing",
                        "prepared",
                        "swapping",
                        "verifying",
                        "cleaning up",
                        "completed");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("phases")
    void goesOnAfterAKillAtThePhasesBegin(String phase) {
        killAt(phase);
        resume();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("phases")
    void isUndoneAfterAKillAtThePhasesBegin(String phase) {
        killAt(phase);
        abort();
    }

    private static IntStream moments() {
        return IntStream.rangeClosed(1, KILLS);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("moments")
    void goesOnOrIsUndoneAfterAKillAtAnyMoment(int moment) throws InterruptedException {
        Random random = new Random(SEED + moment);
        long millis = random.nextLong(undisturbedMillis + 300);
        Program.Running run = start();
        // a moment is what the test is about, not a condition
        run.process().waitFor(millis, TimeUnit.MILLISECONDS);
        run.kill();
        if (random.nextBoolean()) {
            resume();
        } else {
            abort();
        }
    }
}
