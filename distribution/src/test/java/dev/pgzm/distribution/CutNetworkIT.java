package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.postgres.testing.ServerAddress;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network is cut while the swap commits: whether it was made is looked up, never guessed. */
@Timeout(120)
class CutNetworkIT {
    private static final Scene.Source SOURCE = Scene.Source.on(TestServer.shared());

    @TempDir
    private Path state;

    private final Scene scene = Scene.of(SOURCE, TestServer.shared());

    @AfterAll
    static void sourceIsUntouched() {
        SOURCE.assertUntouched();
    }

    private CuttingProxy proxy(CuttingProxy.Cut cut) throws IOException {
        ServerAddress server = scene.destination().server();
        return new CuttingProxy(server.host(), server.port(), cut);
    }

    private Plan plan(CuttingProxy proxy) {
        ServerAddress server = scene.destination().server();
        String url = "postgresql://" + server.user() + ":" + server.password() + "@localhost:" + proxy.port() + "/"
                + scene.destination().name();
        return Engine.plan(scene.source(), scene.destination()).withDestination(DatabaseUrl.parse(url, name -> null));
    }

    private static Target target(Plan plan) {
        return Engine.target(plan);
    }

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    @Test
    void completesWhenTheDestinationSaysThatItWasMade() throws IOException {
        try (CuttingProxy proxy = proxy(CuttingProxy.Cut.BEFORE_THE_CLIENT_HEARS_THE_ANSWER)) {
            engine().start(plan(proxy), Progress.SILENT);
            assertThat(proxy.hasCut()).isTrue();
        }
        scene.assertCompleted();
    }

    @Test
    void undoesWhenTheDestinationSaysThatItWasNotMade() throws IOException {
        try (CuttingProxy proxy = proxy(CuttingProxy.Cut.BEFORE_THE_SERVER_HEARS_COMMIT)) {
            Problem problem = catchThrowableOfType(
                            MigrationException.class, () -> engine().start(plan(proxy), Progress.SILENT))
                    .problem();
            assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
            assertThat(proxy.hasCut()).isTrue();
        }
        scene.assertUndone();
    }

    @Test
    void staysPreparedWhenASwapOfItsOwnWasNotMade() throws IOException {
        try (CuttingProxy proxy = proxy(CuttingProxy.Cut.BEFORE_THE_SERVER_HEARS_COMMIT)) {
            Plan plan = plan(proxy);
            engine().prepare(plan, Progress.SILENT);
            Problem problem = catchThrowableOfType(
                            MigrationException.class, () -> engine().swap(target(plan), Progress.SILENT))
                    .problem();
            assertThat(problem.outcome().orElseThrow()).startsWith("Nothing was swapped.");
            assertThat(engine().swap(target(plan), Progress.SILENT).reached()).isEqualTo(Goal.COMPLETED);
        }
        scene.assertCompleted();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void saysThatItDoesNotKnowWhenNobodyAnswersAndGoesOnLater(CuttingProxy.Cut cut) throws IOException {
        try (CuttingProxy proxy = proxy(cut).staysCut()) {
            Plan plan = plan(proxy);
            Problem problem = catchThrowableOfType(
                            MigrationException.class, () -> engine().start(plan, Progress.SILENT))
                    .problem();
            assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_OUTCOME_UNKNOWN);
            assertThat(problem.outcome().orElseThrow())
                    .contains("if schema backup_")
                    .contains("pgzm resume");
            proxy.mend();
            assertThat(engine().status(target(plan)).standing())
                    .isEqualTo(
                            cut == CuttingProxy.Cut.BEFORE_THE_CLIENT_HEARS_THE_ANSWER
                                    ? Standing.SWAPPED
                                    : Standing.PREPARED);
            engine().resume(target(plan), Progress.SILENT);
        }
        scene.assertCompleted();
    }
}
