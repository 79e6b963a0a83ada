package dev.pgzm.postgres;

import java.time.Duration;

/**
 * How long a committed swap took.
 *
 * @param attempts at its locks, within its transaction
 * @param waited from the first lock asked for to the first lock granted
 * @param stalled from there to the commit: how long writers were held off
 */
record SwapTimes(int attempts, Duration waited, Duration stalled) {}
