package dev.pgzm.domain.machine;

/** What can happen to a migration in a status. */
public enum Event {
    /** The step is done. */
    DONE,
    /** The step failed, and what was done so far is taken back. */
    FAILED,
    /** The step failed, and what was done so far stays, to be gone on with. */
    KEPT,
    /** COMMIT of the swap was not answered; or the destination does not answer whether it was made. */
    UNANSWERED
}
