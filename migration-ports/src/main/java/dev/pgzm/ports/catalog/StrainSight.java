package dev.pgzm.ports.catalog;

/**
 * How much of a server's strain the connected role may see.
 *
 * @param replicas whether it is told how far replicas are behind
 * @param wal whether it may look into pg_wal
 * @param maxWalSize the server's {@code max_wal_size}, in bytes
 */
public record StrainSight(boolean replicas, boolean wal, long maxWalSize) {}
