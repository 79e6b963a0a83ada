package dev.pgzm.postgres;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.error.MigrationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The rows between {@code COPY ... FROM stdin;} and {@code \.} in the script of a {@code pg_restore}: one line a row, since
 * COPY's text escapes what would end one.
 */
final class ArchivedRows implements PartRows {
    private static final int CHUNK = 128 << 10;

    private final Process process;
    private final Function<String, MigrationException> failure;
    private final Runnable whenClosed;
    private final InputStream script;
    private byte[] buffer = new byte[CHUNK];
    private int filled;
    /** How many of these are of whole lines that are not given yet. */
    private int ready;

    private long rows;
    private boolean begun;
    private boolean ended;

    /**
     * @param failure makes the error of a reason
     */
    ArchivedRows(Process process, Function<String, MigrationException> failure, Runnable whenClosed) {
        this.process = process;
        this.failure = failure;
        this.whenClosed = whenClosed;
        this.script = process.getInputStream();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            if (!begun) {
                skipToRows();
                begun = true;
            }
            if (ready == 0 && !ended) {
                findLines();
            }
        } catch (IOException failed) {
            throw failure.apply(String.valueOf(failed.getMessage()));
        }
        int bytes = Math.min(ready, length);
        System.arraycopy(buffer, 0, target, offset, bytes);
        drop(bytes);
        ready -= bytes;
        return bytes == 0 && ended ? -1 : bytes;
    }

    private void skipToRows() throws IOException {
        while (true) {
            int end = indexOfLineEnd(0);
            String line = new String(buffer, 0, end, StandardCharsets.UTF_8);
            drop(end + 1);
            if (line.startsWith("COPY ") && line.endsWith(" FROM stdin;")) {
                return;
            }
        }
    }

    /** Whole lines, as many as there are. */
    private void findLines() throws IOException {
        int end = 0;
        do {
            int lineEnd = indexOfLineEnd(end);
            if (lineEnd == end + 2 && buffer[end] == '\\' && buffer[end + 1] == '.') {
                ended = true;
                finish();
                break;
            }
            rows++;
            end = lineEnd + 1;
        } while (hasLineFrom(end));
        ready = end;
    }

    private void finish() throws IOException {
        script.transferTo(OutputStream.nullOutputStream());
        try {
            if (process.waitFor() != 0) {
                throw failure.apply(errors());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Interruption.failure();
        }
    }

    private boolean hasLineFrom(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Reads on until a line that begins there has its end. */
    private int indexOfLineEnd(int from) throws IOException {
        int at = from;
        while (true) {
            for (; at < filled; at++) {
                if (buffer[at] == '\n') {
                    return at;
                }
            }
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
            int read = script.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw failure.apply(errors());
            }
            filled += read;
        }
    }

    private void drop(int bytes) {
        System.arraycopy(buffer, bytes, buffer, 0, filled - bytes);
        filled -= bytes;
    }

    private String errors() throws IOException {
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return errors.isEmpty() ? "its rows break off" : errors;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void close() {
        process.destroy();
        whenClosed.run();
    }
}
