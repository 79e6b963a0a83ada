package dev.pgzm.ports.dump;

/** The rows of one part on their way: bytes in COPY's own format, as one stream that says how many rows have passed. */
public interface PartRows extends AutoCloseable {
    /**
     * Puts the bytes that come next into the buffer, as many as fit, and waits until they are there; a row may be cut.
     *
     * @return how many; fewer than asked for only where the source gives fewer at once, and -1 after the last
     * @throws dev.pgzm.ports.error.MigrationException with {@code SOURCE_FAILED}; the part is then lost as a whole
     */
    int read(byte[] buffer, int offset, int length);

    /** How many rows have begun; at the end, how many the source says it sent. */
    long rows();

    /** Ends the reading, whether it was at its end or not; may be called twice. */
    @Override
    void close();
}
