package dev.pgzm.ports.progress;

/**
 * One result of preflight.
 *
 * @param what the fact
 * @param why why it matters
 * @param remedy what to do, or an empty string where nothing needs doing
 */
public record Finding(Severity severity, String what, String why, String remedy) {}
