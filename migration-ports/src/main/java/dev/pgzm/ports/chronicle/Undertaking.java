package dev.pgzm.ports.chronicle;

/** What a run was to do; each is a command of this name. */
public enum Undertaking {
    START,
    PREPARE,
    SWAP,
    RESUME,
    ABORT
}
