package dev.pgzm.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** Takes what others write to standard error, so that it does not end up in the middle of what is drawn there. */
final class ErrorLines extends OutputStream {
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    private ErrorLines(Consumer<String> lines) {
        this.lines = lines;
    }

    static ErrorLines takeOver(Consumer<String> lines) {
        ErrorLines taken = new ErrorLines(lines);
        System.setErr(new PrintStream(taken, true, Charset.defaultCharset()));
        return taken;
    }

    @Override
    public synchronized void write(int character) {
        if (character == '\n') {
            lines.accept(line.toString(Charset.defaultCharset()).stripTrailing());
            line.reset();
        } else {
            line.write(character);
        }
    }

    /** Whoever writes from now on writes as before. */
    @Override
    public void close() {
        System.setErr(before);
    }
}
