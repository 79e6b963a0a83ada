package dev.pgzm.ports;

/** What {@link Migrations#resume} would do, as far as that can be told without asking the source. */
public enum Resumption {
    /** Nothing: there is nothing left to do, or it would be refused. */
    NOTHING,
    /** Build the shadow schema from its beginning: nothing of it is there, or a crash has emptied it. */
    BEGIN,
    /** Go on with the shadow schema that is there, unless the source is not the one any more that it was built from. */
    BUILD,
    /** Make live what is prepared. */
    SWAP,
    /** Verify what is live, and clean up. */
    FINISH
}
