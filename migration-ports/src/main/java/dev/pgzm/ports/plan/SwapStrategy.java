package dev.pgzm.ports.plan;

/** How the live schema and its replacement change places. */
public enum SwapStrategy {
    /** As preflight decides: rename, unless an extension of the live schema could not follow it. */
    AUTO,
    /** The schemas change their names, and the live schema's extensions follow it. */
    RENAME,
    /** The live schema stays with its extensions, and its other objects change places one by one. */
    MOVE
}
