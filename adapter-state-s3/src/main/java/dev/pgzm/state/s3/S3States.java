package dev.pgzm.state.s3;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.StateLocation;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.state.file.DocumentStateStore;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The connection to the bucket of a state store; whoever opens it closes it. Safe for use by many threads. */
public final class S3States implements AutoCloseable {
    private final S3Client client;
    private final StateLocation.Bucket bucket;

    private S3States(S3Client client, StateLocation.Bucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /**
     * Opens a bucket, without asking it anything yet.
     *
     * @throws MigrationException with {@code CONFIGURATION} where nothing says in which region it is
     */
    public static S3States open(StateLocation.Bucket bucket) {
        return open(bucket, DefaultCredentialsProvider.builder().build(), Patience.USUAL);
    }

    static S3States open(StateLocation.Bucket bucket, AwsCredentialsProvider credentials, Patience patience) {
        S3ClientBuilder client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(patience.attempt())
                        .socketTimeout(patience.attempt()))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(patience.attempt())
                        .apiCallTimeout(patience.call())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                .credentialsProvider(credentials)
                .region(region(bucket))
                .forcePathStyle(bucket.addressing() == StateLocation.Addressing.PATH)
                // other stores than Amazon's know neither its newer checksums nor signed chunks
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        bucket.endpoint().ifPresent(client::endpointOverride);
        return new S3States(client.build(), bucket);
    }

    private static Region region(StateLocation.Bucket bucket) {
        try {
            return bucket.endpoint().isEmpty()
                    ? DefaultAwsRegionProviderChain.builder().build().getRegion()
                    : configuredRegion();
        } catch (SdkClientException unknown) {
            throw new MigrationException(
                    Problem.of(
                                    ErrorCode.CONFIGURATION,
                                    "Cannot use s3://" + bucket.name() + ": its AWS region is not known")
                            .withHint("Set AWS_REGION, or region in the AWS profile."),
                    unknown);
        }
    }

    /** Other stores are seldom on a machine of Amazon's, whose region would have to be waited for in vain. */
    private static Region configuredRegion() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException notConfigured) {
            return Region.US_EAST_1;
        }
    }

    /** The state store in the bucket, usable until this is closed. */
    public StateStore store() {
        return store(InstantSource.system());
    }

    StateStore store(InstantSource clock) {
        return new DocumentStateStore(new S3Documents(client, bucket), clock);
    }

    @Override
    public void close() {
        client.close();
    }
}
