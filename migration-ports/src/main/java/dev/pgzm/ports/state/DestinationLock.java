package dev.pgzm.ports.state;

import dev.pgzm.ports.plan.Plan;

/** Makes one runner at a time the owner of a destination. */
public interface DestinationLock {
    /**
     * Takes the destination's advisory lock without waiting. It is let go when the process or its connection dies.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code STATE_CONFLICT}, naming the holder
     */
    Held acquire(Plan plan);

    /** The lock while it is held. */
    interface Held extends AutoCloseable {
        /** Lets go; may be called twice, and with the destination gone. */
        @Override
        void close();
    }
}
