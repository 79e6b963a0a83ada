package dev.pgzm.ports;

/** The commands that change a migration which has begun; each is refused where another is right. */
public enum Continuation {
    SWAP,
    RESUME,
    ABORT
}
