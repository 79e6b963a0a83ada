package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestServer;
import dev.pgzm.state.s3.testing.S3Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several machines share the state in a bucket. */
@Timeout(120)
class StateInBucketIT {
    @TempDir
    private Path directory;

    private final Scene scene = Scene.of(Scene.Source.on(TestServer.shared()), TestServer.shared());
    private final S3Endpoint endpoint;

    StateInBucketIT() throws Exception {
        endpoint = new S3Endpoint();
    }

    @BeforeEach
    void makeTheBucket() {
        endpoint.client().createBucket(bucket -> bucket.bucket("runners"));
    }

    @AfterEach
    void stopTheEndpoint() throws Exception {
        endpoint.stop();
    }

    private Program machine(String name) throws IOException {
        return new Program(Files.createDirectories(directory.resolve(name)))
                .with("AWS_ACCESS_KEY_ID", S3Endpoint.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Endpoint.SECRET)
                .with("PGZM_S3_ENDPOINT", endpoint.uri().toString())
                .with("PGZM_S3_PATH_STYLE", "true");
    }

    @Test
    void isPreparedByOneMachineAndSwappedByAnother() throws IOException {
        Program.Result prepared = machine("one")
                .run(
                        "prepare",
                        "--source",
                        scene.source().url(),
                        "--dest",
                        scene.destination().url(),
                        "--state",
                        "s3://runners/team/a");
        assertThat(prepared.exitCode()).as(prepared.err()).isZero();
        assertThat(machine("other")
                        .run("status", "--dest", scene.destination().url(), "--state", "s3://runners/team/a")
                        .out())
                .contains("is prepared")
                .contains("restoring");
        Program.Result swapped =
                machine("other").run("swap", "--dest", scene.destination().url(), "--state", "s3://runners/team/a");
        assertThat(swapped.exitCode()).as(swapped.err()).isZero();
        scene.assertCompleted();
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(2)
                    .allMatch(file -> String.valueOf(file.getFileName()).matches("pgzm-\\d+\\.log"));
        }
    }

    @Test
    void refusesABucketThatIsNotThereBeforeAnythingIsChanged() throws IOException {
        Program.Result refused = machine("one")
                .between(scene.source(), scene.destination())
                .run("start", "--state", "s3://nowhere/at/all");
        assertThat(refused.exitCode()).isEqualTo(10);
        assertThat(refused.err()).contains("s3://nowhere/at/all").contains("NoSuchBucket");
        scene.assertUndone();
    }
}
