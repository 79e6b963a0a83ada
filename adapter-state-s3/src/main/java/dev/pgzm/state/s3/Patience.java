package dev.pgzm.state.s3;

import java.time.Duration;

/**
 * How long an answer of S3 is waited for, so that nothing waits for ever.
 *
 * @param attempt for one request
 * @param call for a request with its repetitions
 */
record Patience(Duration attempt, Duration call) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30));
}
