package dev.pgzm.ports.plan;

/** What to do about sessions of applications that the swap's locks wait for. */
public enum BlockedPolicy {
    /** Nothing but to tell who they are and to try again. */
    WAIT,
    /** Cancel the statement that each of them runs; one that is idle in a transaction runs none. */
    CANCEL,
    /** End their connections. */
    TERMINATE
}
