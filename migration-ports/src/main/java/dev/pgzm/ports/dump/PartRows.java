package dev.pgzm.ports.dump;

import org.jspecify.annotations.Nullable;

/** The rows of one part on their way: bytes in COPY's own format, one COPY message after the other. */
public interface PartRows extends AutoCloseable {
    /**
     * The next message, or null after the last.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code SOURCE_FAILED}; the part is then lost as a whole
     */
    byte @Nullable [] next();

    /** How many rows the source says it sent; known after {@link #next} has returned null. */
    long rows();

    /** Ends the reading, whether it was at its end or not; may be called twice. */
    @Override
    void close();
}
