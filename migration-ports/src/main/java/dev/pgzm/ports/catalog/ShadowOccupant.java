package dev.pgzm.ports.catalog;

/** What stands where the shadow schema is to be built. */
public enum ShadowOccupant {
    NOTHING,
    /** A schema with this tool's mark, left by a run that died. */
    LEFTOVER,
    /** Somebody else's schema. */
    FOREIGN
}
