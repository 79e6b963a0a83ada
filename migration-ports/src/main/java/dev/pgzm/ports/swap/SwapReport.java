package dev.pgzm.ports.swap;

import java.time.Duration;

/**
 * How a swap went.
 *
 * @param attempts at least 1
 * @param waited from the first attempt to the first lock of the one that succeeded
 * @param stalled how long writers were held off: from the first lock granted to the commit
 */
public record SwapReport(int attempts, Duration waited, Duration stalled) {}
