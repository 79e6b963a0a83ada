package dev.pgzm.ports.chronicle;

import java.time.Instant;

/**
 * The run waited.
 *
 * @param what for whom or what, in words
 */
public record Wait(Instant at, String what) {}
