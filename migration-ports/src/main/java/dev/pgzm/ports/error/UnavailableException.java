package dev.pgzm.ports.error;

/** A server could not be asked, or not any more, or somebody else was in the way: nothing follows from that for what it was asked about. */
public final class UnavailableException extends MigrationException {
    public UnavailableException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
