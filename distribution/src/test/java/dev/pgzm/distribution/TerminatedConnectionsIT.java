package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any connection of a run may be lost at any moment; each repetition ends one that its seed chooses. */
@Timeout(120)
class TerminatedConnectionsIT {
    private static final long SEED = Long.getLong("pgzm.seed", 1L);
    private static final Scene.Source SOURCE = Scene.Source.on(TestServer.shared());

    @TempDir
    private Path state;

    private final Scene scene = Scene.of(SOURCE, TestServer.shared());
    private final Plan plan = Engine.plan(scene.source(), scene.destination()).withJobs(2);
    private final Target target = Engine.target(plan);

    @AfterAll
    static void sourceIsUntouched() {
        SOURCE.assertUntouched();
    }

    @RepeatedTest(8)
    void leavesAStateFromWhichTheNextCommandWorks(RepetitionInfo repetition) {
        Random random = new Random(SEED * 1000 + repetition.getCurrentRepetition());
        CompletableFuture<Boolean> run = CompletableFuture.supplyAsync(this::start);
        terminateOne(random, run);
        boolean ended = run.join();
        if (ended || random.nextBoolean() || scene.isSwapped()) {
            engine().resume(target, Progress.SILENT);
            scene.assertCompleted();
        } else {
            engine().abort(target, Progress.SILENT);
            scene.assertUndone();
        }
    }

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    private boolean start() {
        try {
            engine().start(plan, Progress.SILENT);
            return true;
        } catch (MigrationException failed) {
            return false;
        }
    }

    /** At the n-th look at which the run has a connection, one of them. */
    private void terminateOne(Random random, CompletableFuture<Boolean> run) {
        TestDatabase side = random.nextInt(3) == 0 ? scene.source() : scene.destination();
        int looks = random.nextInt(40);
        while (!run.isDone()) {
            List<String> backends = side.query("SELECT pid FROM pg_stat_activity"
                    + " WHERE application_name LIKE 'pgzm%' AND datname = current_database() ORDER BY pid");
            if (!backends.isEmpty() && looks-- == 0) {
                String pid = backends.get(random.nextInt(backends.size()));
                assertThat(side.query("SELECT pg_terminate_backend(" + pid + ")"))
                        .hasSize(1);
                return;
            }
        }
    }
}
