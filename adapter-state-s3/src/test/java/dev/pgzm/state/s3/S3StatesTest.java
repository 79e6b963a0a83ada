package dev.pgzm.state.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Guice;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.StateLocation;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.state.s3.testing.S3Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** What is taken from the machine, and what is not. */
class S3StatesTest {
    private static final List<String> SETTINGS = List.of(
            "aws.configFile",
            "aws.sharedCredentialsFile",
            "aws.disableEc2Metadata",
            "aws.accessKeyId",
            "aws.secretAccessKey");

    @TempDir
    private Path home;

    @BeforeEach
    void configureNothing() {
        System.setProperty("aws.configFile", home.resolve("config").toString());
        System.setProperty(
                "aws.sharedCredentialsFile", home.resolve("credentials").toString());
        System.setProperty("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void configureAsBefore() {
        SETTINGS.forEach(System::clearProperty);
    }

    @Test
    @DisabledIfEnvironmentVariable(named = "AWS_REGION", matches = ".+")
    void needARegionAtAmazons() {
        StateLocation.Bucket bucket =
                new StateLocation.Bucket("states", "", Optional.empty(), StateLocation.Addressing.VIRTUAL_HOST);

        Problem problem = catchThrowableOfType(MigrationException.class, () -> S3States.open(bucket))
                .problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(problem.message()).isEqualTo("Cannot use s3://states: its AWS region is not known");
        assertThat(problem.hint()).contains("Set AWS_REGION, or region in the AWS profile.");
    }

    @Test
    void needNoRegionElsewhereAndTakeTheUsualCredentials() throws Exception {
        S3Endpoint endpoint = new S3Endpoint();
        System.setProperty("aws.accessKeyId", "the-key");
        System.setProperty("aws.secretAccessKey", "the-secret");
        try (S3Client client = endpoint.client();
                S3States states = S3States.open(endpoint.bucket("states", ""))) {
            client.createBucket(request -> request.bucket("states"));

            StateStore store = Guice.createInjector(new S3StateModule(states)).getInstance(StateStore.class);

            assertThat(store.load("shop")).isEmpty();
        } finally {
            endpoint.stop();
        }
    }
}
