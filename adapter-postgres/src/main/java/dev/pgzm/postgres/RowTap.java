package dev.pgzm.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The stream from a server, out of which rows can be taken before the driver sees them: of a COPY TO STDOUT it makes an object for
 * each row, where here bytes are moved and rows are counted.
 *
 * <p>Between {@link #turnOn} and {@link #turnOff} it gives the driver no more than one message at a time, so that none is in the driver's
 * buffer when rows begin. What is no row is left to the driver: notices, errors, the end. A stream that is encrypted is seen
 * encrypted here; then nothing is found to be a row, and the driver gets all.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY">COPY Operations</a>
 */
final class RowTap extends InputStream {
    private static final int BUFFER = 128 << 10;
    private static final int HEADER = 5;
    private static final int ROWS = 'd';
    /** What a server sends between a COPY TO STDOUT and its end. */
    private static final String TYPES = "dcHCZENSA";

    private final InputStream server;
    /** Only one that is turned on needs one. */
    private byte[] buffer = new byte[0];

    private int next;
    private int end;
    private boolean on;
    /** What is left of the message that was begun. */
    private long left;

    private long rows;

    RowTap(InputStream server) {
        this.server = server;
    }

    /** Before the COPY is sent, while the driver waits for nothing. */
    void turnOn() {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        on = true;
        left = 0;
        rows = 0;
    }

    /** When the driver has seen the end. */
    void turnOff() {
        on = false;
    }

    /** How many messages with a row have begun since it was turned on. */
    long rows() {
        return rows;
    }

    /**
     * Moves rows, until there is no room or something else follows; waits for those that are on their way.
     *
     * @return how many bytes; 0 if the driver must read on
     */
    int take(byte[] target, int offset, int length) throws IOException {
        int taken = 0;
        while (taken < length && (left > 0 || isRowNext())) {
            if (next == end) {
                fill();
            }
            int bytes = (int) Math.min(left, Math.min(end - next, length - taken));
            System.arraycopy(buffer, next, target, offset + taken, bytes);
            next += bytes;
            left -= bytes;
            taken += bytes;
        }
        return taken;
    }

    private boolean isRowNext() throws IOException {
        if (!on || !isMessageNext() || buffer[next] != ROWS) {
            return false;
        }
        left = length() - Integer.BYTES;
        next += HEADER;
        rows++;
        return true;
    }

    /** Whether the stream can be understood, of which the next message's header is looked at. */
    private boolean isMessageNext() throws IOException {
        while (end - next < HEADER) {
            fill();
        }
        on = TYPES.indexOf(buffer[next]) >= 0 && length() >= Integer.BYTES;
        return on;
    }

    /** Without the type's byte. */
    private long length() {
        return (buffer[next + 1] & 0xFFL) << 24
                | (buffer[next + 2] & 0xFFL) << 16
                | (buffer[next + 3] & 0xFFL) << 8
                | buffer[next + 4] & 0xFFL;
    }

    private void fill() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, end - next);
            end -= next;
            next = 0;
        }
        int read = server.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("the server has closed the connection");
        }
        end += read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (on && left == 0 && length > 0 && isMessageNext()) {
            left = 1 + length();
        }
        if (next == end && (!on || left == 0)) {
            return server.read(target, offset, length);
        }
        if (next == end) {
            fill();
        }
        int bytes = (int) Math.min(end - next, on ? Math.min(left, length) : length);
        System.arraycopy(buffer, next, target, offset, bytes);
        next += bytes;
        left -= on ? bytes : left;
        return bytes;
    }

    @Override
    public int available() throws IOException {
        return next < end ? end - next : server.available();
    }
}
