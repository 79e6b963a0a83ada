package dev.pgzm.domain.machine;

/** What can happen to a migration in a status. */
public enum Event {
    /** The step is done. */
    DONE,
    /** The step failed. */
    FAILED,
    /** COMMIT of the swap was not answered. */
    UNANSWERED,
    /** The destination says that the swap was committed. */
    COMMITTED,
    /** The destination says that the swap was not committed. */
    NOT_COMMITTED
}
