package dev.pgzm.state.s3;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What a failed request says of the change that it asked for. */
enum Verdict {
    /** It was not made, and will not be. */
    REFUSED,
    /** The object is not what it was when it was read, or is being changed by another; perhaps by this change itself. */
    LOST_RACE,
    /** It was made or not. */
    UNKNOWN;

    static Verdict of(SdkException failed) {
        if (!(failed instanceof AwsServiceException answer)) {
            return UNKNOWN;
        }
        // 409 is ConditionalRequestConflict, 404 the answer to If-Match where the object is gone
        boolean lostRace = answer.statusCode() == 412 || answer.statusCode() == 409 || hasCode(answer, "NoSuchKey");
        if (lostRace || answer instanceof NoSuchKeyException) {
            return LOST_RACE;
        }
        return answer.statusCode() >= 500 ? UNKNOWN : REFUSED;
    }

    private static boolean hasCode(AwsServiceException answer, String code) {
        return answer.awsErrorDetails() != null
                && code.equals(answer.awsErrorDetails().errorCode());
    }
}
