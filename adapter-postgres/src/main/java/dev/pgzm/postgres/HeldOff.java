package dev.pgzm.postgres;

import dev.pgzm.ports.plan.SwapStrategy;

/** Whom the locks on a schema's relations hold off, and who therefore is in their way. */
enum HeldOff {
    /** By a load that wants the rows to stay as they are. */
    WRITERS("rp", "{AccessShareLock,RowShareLock}"),
    /** By a rename; writers too. */
    WHO_LOCKS_ROWS("rp", "{AccessShareLock}"),
    /** By a move. */
    EVERYBODY("rpfvmS", "{}");

    /** The relations that are locked. */
    final String relkinds;

    /** The modes that do not conflict, as an array's text. */
    final String compatibleModes;

    HeldOff(String relkinds, String compatibleModes) {
        this.relkinds = relkinds;
        this.compatibleModes = compatibleModes;
    }

    static HeldOff by(SwapStrategy strategy) {
        return strategy == SwapStrategy.MOVE ? EVERYBODY : WHO_LOCKS_ROWS;
    }
}
