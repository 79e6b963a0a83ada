package dev.pgzm.state.s3;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what S3 said. */
final class S3Problems {
    private S3Problems() {}

    /** @param message what cannot be done, without the reason */
    static MigrationException exception(String message, Optional<URI> endpoint, SdkException cause) {
        S3Fault fault = S3Fault.of(cause);
        Problem problem = Problem.of(ErrorCode.STATE_CONFLICT, message + ": " + fault.reason())
                .withDetail(detail(fault, endpoint, cause))
                .withHint(fault.hint());
        return new MigrationException(problem, cause);
    }

    private static String detail(S3Fault fault, Optional<URI> endpoint, SdkException cause) {
        if (fault == S3Fault.NO_CREDENTIALS) {
            // the SDK's own message names every class that it asked
            return "The environment, the AWS profile, the container and the machine were asked.";
        }
        String said = cause instanceof AwsServiceException answer ? answered(answer) : cause.getMessage();
        // an endpoint may hold a user and a password
        return endpoint.map(uri -> uri.getScheme() + "://" + uri.getHost() + port(uri) + ": ")
                        .orElse("")
                + said;
    }

    private static String port(URI endpoint) {
        return endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
    }

    private static String answered(AwsServiceException answer) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        return Stream.of(
                        Optional.of("HTTP status " + answer.statusCode()),
                        details.map(AwsErrorDetails::errorCode),
                        details.map(AwsErrorDetails::errorMessage),
                        Optional.ofNullable(answer.requestId()).map(id -> "request " + id))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }
}
