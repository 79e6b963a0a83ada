package dev.pgzm.state.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.state.s3.testing.S3Endpoint;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/** What a person reads where a store does not do as it is asked. */
class S3ProblemsTest {
    private static S3Endpoint endpoint;

    @BeforeAll
    static void startTheServer() throws Exception {
        endpoint = new S3Endpoint();
        try (S3Client client = endpoint.client()) {
            client.createBucket(request -> request.bucket("states"));
        }
    }

    @AfterAll
    static void stopTheServer() throws Exception {
        endpoint.stop();
    }

    @Test
    void namesTheBucketThatDoesNotExist() {
        Problem problem = problemOf("missing", S3Endpoint.CREDENTIALS);

        assertThat(problem.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(problem.message())
                .isEqualTo("Cannot read the state in s3://missing/pre/migration-state-shop.json:"
                        + " the bucket does not exist");
        assertThat(problem.detail().orElseThrow()).startsWith(endpoint.uri() + ": HTTP status 404, NoSuchBucket, ");
        assertThat(problem.hint()).contains("Create it, or name another place with --state.");
    }

    @Test
    void namesThePermissionsWhereAccessIsDenied() {
        Problem problem = problemOf("states", S3Endpoint.credentials("the-key", "hush"));

        assertThat(problem.message())
                .isEqualTo("Cannot read the state in s3://states/pre/migration-state-shop.json: access is denied");
        assertThat(problem.detail().orElseThrow())
                .startsWith(endpoint.uri() + ": HTTP status 403, SignatureDoesNotMatch, ");
        assertThat(problem.hint())
                .contains("The credentials must allow s3:GetObject, s3:PutObject and s3:DeleteObject on the bucket's"
                        + " objects, and s3:ListBucket on the bucket, without which S3 denies what only is not there.");
        assertThat(problem.toString()).doesNotContain("hush");
    }

    @Test
    void saysHowCredentialsAreGivenWhereThereAreNone() {
        Problem problem = problemOf(
                "states",
                AwsCredentialsProviderChain.of(
                        ProfileCredentialsProvider.create("no such profile"),
                        ProfileCredentialsProvider.create("nor this")));

        assertThat(problem.message())
                .isEqualTo("Cannot read the state in s3://states/pre/migration-state-shop.json:"
                        + " no AWS credentials were found");
        assertThat(problem.detail())
                .contains("The environment, the AWS profile, the container and the machine were asked.");
        assertThat(problem.hint().orElseThrow()).contains("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "role");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            301 | PermanentRedirect            | the bucket is in another region
            400 | AuthorizationHeaderMalformed | the bucket is in another region
            400 | InvalidArgument              | the store refused
            403 | AccessDenied                 | access is denied
            429 | TooManyRequests              | the store is busy
            501 | NotImplemented               | the store does not know conditional requests
            503 | SlowDown                     | the store is busy
            507 | InsufficientStorage          | the store failed
            """)
    void tellsWhatTheStoreAnswered(int status, String code, String reason) throws Exception {
        FaultyRelay.Fault error = FaultyRelay.error(status, code);
        try (FaultyRelay relay = new FaultyRelay(endpoint.port());
                S3States states = S3States.open(
                        S3Endpoint.bucket(relay.uri(), "states", "pre"), S3Endpoint.CREDENTIALS, Patience.USUAL)) {
            relay.next("GET", error, error, error);

            Problem problem = catchThrowableOfType(
                            MigrationException.class, () -> states.store().load("shop"))
                    .problem();

            assertThat(problem.message()).endsWith(": " + reason);
            assertThat(problem.detail().orElseThrow())
                    .endsWith("HTTP status " + status + ", " + code + ", as planned, request R1");
        }
    }

    /** The client's limit and the SDK's are the same, and either may be the first to end. */
    @Test
    void tellsAnAnswerThatIsLateFromAStoreThatIsNotThere() {
        assertThat(S3Fault.of(SdkClientException.create("failed", new SocketTimeoutException("Read timed out"))))
                .isEqualTo(S3Fault.NO_ANSWER);
        assertThat(S3Fault.of(SdkClientException.create("failed", new ConnectException("Connection refused"))))
                .isEqualTo(S3Fault.UNREACHABLE);
    }

    private static Problem problemOf(String bucket, AwsCredentialsProvider credentials) {
        try (S3States states = S3States.open(endpoint.bucket(bucket, "pre"), credentials, Patience.USUAL)) {
            return catchThrowableOfType(
                            MigrationException.class, () -> states.store().load("shop"))
                    .problem();
        }
    }
}
