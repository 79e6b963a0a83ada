package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The destination's server crashes in each phase: what it knows afterwards is enough to go on, or to undo. */
@Timeout(120)
class RestartIT {
    // PostgreSQL empties unlogged tables in a crash, whoever made them
    private static final Scene.Source SOURCE = Scene.Source.on(TestServer.shared(), "ALTER TABLE carts SET LOGGED");
    private static final LocalServer SERVER = TestServer.local();

    @TempDir
    private Path state;

    private final Scene scene = Scene.of(SOURCE, SERVER.server());
    private final Plan plan = Engine.plan(scene.source(), scene.destination());
    private final Target target = Engine.target(plan);

    @AfterAll
    static void sourceIsUntouched() {
        SOURCE.assertUntouched();
        SERVER.close();
    }

    /** Crashes the server once, when a run enters a status. */
    private void crash(MigrationStatus status, Runnable deed) {
        AtomicBoolean crashed = new AtomicBoolean();
        Progress crashing = new Progress() {
            @Override
            public void entered(MigrationStatus entered) {
                if (entered == status && crashed.compareAndSet(false, true)) {
                    deed.run();
                }
            }
        };
        try {
            engine().start(plan, crashing);
        } catch (MigrationException failed) {
            assertThat(failed.problem().outcome()).isPresent();
        }
        assertThat(crashed).isTrue();
    }

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    private static void restart() {
        SERVER.stopImmediately();
        SERVER.start();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"VALIDATING", "DUMPING", "RESTORING", "INDEXING", "SYNCING", "SWAPPING", "VERIFYING", "CLEANING_UP"
            })
    void isGoneOnWithWhenTheServerIsBackAtOnce(MigrationStatus status) {
        crash(status, RestartIT::restart);
        engine().resume(target, Progress.SILENT);
        scene.assertCompleted();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTORING", "SYNCING", "SWAPPING", "VERIFYING"})
    void isGoneOnWithWhenTheServerIsBackAfterTheRun(MigrationStatus status) {
        crash(status, () -> SERVER.stopImmediately());
        SERVER.start();
        engine().resume(target, Progress.SILENT);
        scene.assertCompleted();
    }

    @Test
    void refusesToSwapUnloggedTablesThatACrashHasEmptiedAndCopiesThemAgain() {
        Scene.Source source = Scene.Source.on(TestServer.shared());
        Scene withCarts = Scene.of(source, SERVER.server());
        Plan preparing = Engine.plan(withCarts.source(), withCarts.destination());
        Target prepared = Engine.target(preparing);
        engine().prepare(preparing, Progress.SILENT);
        restart();
        assertThat(engine().status(prepared).nextCommand().orElseThrow()).startsWith("pgzm resume");
        Problem problem = catchThrowableOfType(MigrationException.class, () -> engine().swap(prepared, Progress.SILENT))
                .problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message()).startsWith("Cannot swap: the destination has crashed since migration ");
        engine().resume(prepared, Progress.SILENT);
        engine().swap(prepared, Progress.SILENT);
        withCarts.assertCompleted();
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATING", "DUMPING", "RESTORING", "INDEXING", "SYNCING", "SWAPPING"})
    void isUndoneWhenTheServerIsBackAfterTheRun(MigrationStatus status) {
        crash(status, () -> SERVER.stopImmediately());
        SERVER.start();
        engine().abort(target, Progress.SILENT);
        scene.assertUndone();
    }
}
