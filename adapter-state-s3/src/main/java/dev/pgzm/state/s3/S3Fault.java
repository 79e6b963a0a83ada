package dev.pgzm.state.s3;

import java.net.SocketTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What can be wrong with a store, by its remedy. */
enum S3Fault {
    NO_CREDENTIALS(
            "no AWS credentials were found",
            "Give them as the AWS SDK takes them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile in"
                    + " AWS_PROFILE, or the role of the container or the machine."),
    NO_ANSWER(
            "no answer came in time", "Make sure that the store can be reached from here, and run the command again."),
    UNREACHABLE(
            "the store cannot be reached",
            "Make sure that the store can be reached from here, and run the command again."),
    NO_BUCKET("the bucket does not exist", "Create it, or name another place with --state."),
    DENIED(
            "access is denied",
            "The credentials must allow s3:GetObject, s3:PutObject and s3:DeleteObject on the bucket's objects, and"
                    + " s3:ListBucket on the bucket, without which S3 denies what only is not there."),
    OTHER_REGION("the bucket is in another region", "Set AWS_REGION to the bucket's region."),
    NOT_IMPLEMENTED(
            "the store does not know conditional requests",
            "Without If-Match and If-None-Match two runs could both own a migration: name another place with --state."),
    BUSY("the store is busy", "Run the command again later."),
    BROKEN("the store failed", "Run the command again later."),
    REFUSED("the store refused", "Mend what the store says, or name another place with --state.");

    private final String reason;
    private final String hint;

    S3Fault(String reason, String hint) {
        this.reason = reason;
        this.hint = hint;
    }

    /** Half a sentence. */
    String reason() {
        return reason;
    }

    String hint() {
        return hint;
    }

    static S3Fault of(SdkException failed) {
        if (failed instanceof AwsServiceException answer) {
            return of(answer);
        }
        if (failed instanceof ApiCallTimeoutException
                || failed instanceof ApiCallAttemptTimeoutException
                || failed.getCause() instanceof SocketTimeoutException) {
            return NO_ANSWER;
        }
        String message = String.valueOf(failed.getMessage());
        return message.startsWith("Unable to load credentials") ? NO_CREDENTIALS : UNREACHABLE;
    }

    private static S3Fault of(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        return switch (code) {
            case "NoSuchBucket" -> NO_BUCKET;
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                OTHER_REGION;
            default ->
                switch (answer.statusCode()) {
                    case 301, 307 -> OTHER_REGION;
                    case 401, 403 -> DENIED;
                    case 429, 503 -> BUSY;
                    case 501 -> NOT_IMPLEMENTED;
                    default -> answer.statusCode() >= 500 ? BROKEN : REFUSED;
                };
        };
    }
}
