package dev.pgzm.ports.dump;

/**
 * A part whose rows have arrived.
 *
 * @param oid {@code pg_class.oid} of its table on the source
 * @param rows how many the source sent
 * @param filenode the table's when it was read
 */
public record CopiedPart(long oid, Part part, long rows, long filenode) {}
