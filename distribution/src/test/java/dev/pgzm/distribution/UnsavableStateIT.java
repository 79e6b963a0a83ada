package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk of the state file fills up: before the swap that undoes the run, after it nothing is held up by it. */
@Timeout(120)
class UnsavableStateIT {
    private static final LocalServer SERVER = startAsRoot();
    private static final Path DISK = SERVER.smallDisk(1);
    private static final Scene.Source SOURCE = Scene.Source.on(TestServer.shared());

    private final Scene scene = Scene.of(SOURCE, TestServer.shared());
    private final Plan plan = Engine.plan(scene.source(), scene.destination());

    private static LocalServer startAsRoot() {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount a small disk");
        return TestServer.local();
    }

    @BeforeAll
    static void beginEmpty() {
        free();
    }

    @AfterAll
    static void stopServer() {
        SERVER.close();
    }

    private static Migrations engine() {
        return Engine.withStateIn(DISK);
    }

    private static void fill() {
        try (OutputStream out = Files.newOutputStream(DISK.resolve("ballast"))) {
            byte[] page = new byte[512];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            // that is what it is to be
        }
    }

    private static void free() {
        try {
            Files.deleteIfExists(DISK.resolve("ballast"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Problem failure(MigrationStatus when) {
        Progress filling = new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == when) {
                    fill();
                }
            }
        };
        try {
            return catchThrowableOfType(MigrationException.class, () -> engine().start(plan, filling))
                    .problem();
        } finally {
            free();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATING", "DUMPING", "RESTORING", "INDEXING", "SYNCING", "PREPARED", "SWAPPING"})
    void undoesTheRunBeforeTheSwap(MigrationStatus status) {
        Problem problem = failure(status);
        assertThat(problem.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(problem.message()).startsWith("Cannot save the state").contains("No space left on device");
        assertThat(problem.outcome().orElseThrow()).startsWith("Both databases are as they were before.");
        scene.assertUndone();
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFYING", "CLEANING_UP", "COMPLETED"})
    void completesAfterTheSwapAndSaysThatItCouldNotSave(MigrationStatus status) {
        Problem problem = failure(status);
        assertThat(problem.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(problem.outcome().orElseThrow())
                .contains("The new schema is live as public; the state of the migration could not be saved.");
        scene.assertCompleted();
        assertThat(engine().status(Engine.target(plan)).standing()).isEqualTo(Standing.COMPLETED);
    }
}
