package dev.pgzm.ports.catalog;

/**
 * How far something has fallen behind what a server writes.
 *
 * @param what as {@code replica standby1}
 * @param bytes of WAL
 */
public record Strain(Kind kind, String what, long bytes) {
    /** In what way. */
    public enum Kind {
        /** It has yet to replay them. */
        REPLICA_LAG,
        /** The server keeps them, on its disk. */
        RETAINED_WAL
    }
}
