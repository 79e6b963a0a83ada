package dev.pgzm.ports.error;

/** Every way in which a command can end badly; each is one exit code of {@code pgzm}. */
public enum ErrorCode {
    /** A defect of the tool itself. */
    BUG(1),
    /** The command line asks for something that does not exist or does not parse. */
    USAGE(2),
    /** A setting is well-formed, but cannot be used on this machine. */
    CONFIGURATION(3),
    /** Preflight found a reason not to begin; nothing was changed. */
    PREFLIGHT(4),
    /** The source failed during the run; the live schema is untouched. */
    SOURCE_FAILED(5),
    /** The destination failed during the run; the live schema is untouched. */
    DESTINATION_FAILED(6),
    /** The swap could not get its locks before the deadline; nothing was swapped and a retry is safe. */
    SWAP_NOT_OBTAINED(7),
    /** The connection was lost while the swap committed; the destination must be asked. */
    SWAP_OUTCOME_UNKNOWN(8),
    /** The new live schema is not what the source holds, or a backup not what it was. */
    VERIFICATION_FAILED(9),
    /** Another runner owns the migration, or its stored state cannot be used. */
    STATE_CONFLICT(10),
    /** The person or the machine asked the run to stop. */
    INTERRUPTED(130);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The process exit code, documented in the README; never changes between releases. */
    public int exitCode() {
        return exitCode;
    }
}
