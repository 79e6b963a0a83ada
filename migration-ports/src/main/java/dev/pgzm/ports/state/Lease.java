package dev.pgzm.ports.state;

/**
 * The right of one holder to save a database's state, for a while. It ends by itself when it is not renewed, so that a
 * dead holder is in nobody's way for longer than that.
 */
public interface Lease extends AutoCloseable {
    /**
     * Makes it last for its whole duration again, from now on.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code STATE_CONFLICT} if another holder has taken it
     *     meanwhile (a {@link LeaseHeldException}), or if the store cannot be reached; only the first is final
     */
    void renew();

    /** Gives it back, if it is still this holder's. May be called twice; never fails, since it ends by itself anyway. */
    @Override
    void close();
}
