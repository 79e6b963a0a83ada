package dev.pgzm.ports.restore;

/**
 * What arrived of a part.
 *
 * @param rows as many as the source sent
 * @param bytes in COPY's format
 */
public record LoadedRows(long rows, long bytes) {}
