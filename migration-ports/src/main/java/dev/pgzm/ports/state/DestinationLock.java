package dev.pgzm.ports.state;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import java.util.Optional;

/** Makes one runner at a time the owner of a destination. */
public interface DestinationLock {
    /**
     * Takes the destination's advisory lock without waiting. It is let go when the process or its connection dies.
     *
     * @param me how others will see who holds it
     * @throws dev.pgzm.ports.error.MigrationException with {@code STATE_CONFLICT}, naming the holder, or with
     *     {@code PREFLIGHT} where the destination cannot be asked
     */
    Held acquire(DatabaseUrl destination, LeaseHolder me);

    /** Who holds it now, in words. */
    Optional<String> holder(DatabaseUrl destination);

    /** What {@link #acquire} refuses with while another holds it. */
    static Problem heldBy(String holder) {
        return Problem.of(ErrorCode.STATE_CONFLICT, "Cannot begin: another run of pgzm owns the destination")
                .withDetail("Its lock is held by " + holder + ".")
                .withHint("Wait until that run has ended, or end it.")
                .withOutcome("Nothing was changed.");
    }

    /** The lock while it is held. */
    interface Held extends AutoCloseable {
        /**
         * Makes sure that it is held; takes it again if only the connection was lost.
         *
         * @throws dev.pgzm.ports.error.MigrationException if it is lost: {@code STATE_CONFLICT} if another holds it,
         *     {@code DESTINATION_FAILED} if the destination cannot be asked
         */
        void renew();

        /** Lets go; may be called twice, and with the destination gone. */
        @Override
        void close();
    }
}
