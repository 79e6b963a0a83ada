package dev.pgzm.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** The terminal that standard error is. */
final class TerminalCanvas implements Canvas {
    private static final String RESIZED = "WINCH";

    private final Terminal terminal;
    private final Paint paint;
    private final Object handler;
    private volatile Size size;
    /** The widths of what is drawn: a narrower terminal has broken it into more rows. */
    private List<Integer> drawn = List.of();

    /** Whether colours are wanted, see https://no-color.org. */
    private enum Paint {
        COLOURS,
        NONE
    }

    private TerminalCanvas(Terminal terminal, Paint paint) {
        this.terminal = terminal;
        this.paint = paint;
        this.size = terminal.getSize();
        // asking takes another process, so that it is not asked at each drawing
        this.handler = Signals.register(RESIZED, () -> size = terminal.getSize());
    }

    /** Empty where standard error is no terminal, or one that cannot be drawn on. */
    static Optional<Canvas> open(@Nullable String type, @Nullable String noColour) {
        if (type == null || type.equals("dumb")) {
            return Optional.empty();
        }
        try {
            // its handlers of signals would replace those that end a run in good order
            Terminal terminal = TerminalBuilder.builder()
                    .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                    .dumb(false)
                    .nativeSignals(false)
                    .build();
            if (terminal.getStringCapability(Capability.cursor_up) == null
                    || terminal.getStringCapability(Capability.clr_eos) == null) {
                terminal.close();
                return Optional.empty();
            }
            return Optional.of(
                    new TerminalCanvas(terminal, noColour == null || noColour.isEmpty() ? Paint.COLOURS : Paint.NONE));
        } catch (IOException | IllegalStateException noTerminal) {
            return Optional.empty();
        }
    }

    @Override
    public int columns() {
        return size.getColumns() > 0 ? size.getColumns() : 80;
    }

    @Override
    public int rows() {
        return size.getRows() > 0 ? size.getRows() : 24;
    }

    @Override
    public boolean canShow(String text) {
        Charset charset = terminal.encoding();
        return charset.name().toUpperCase(Locale.ROOT).startsWith("UTF")
                && charset.newEncoder().canEncode(text);
    }

    @Override
    public void draw(List<AttributedString> lines) {
        home();
        List<Integer> widths = new ArrayList<>();
        for (AttributedString line : lines) {
            terminal.writer().print(paint == Paint.COLOURS ? line.toAnsi(terminal) : line.toString());
            terminal.puts(Capability.clr_eol);
            terminal.writer().print("\r\n");
            widths.add(line.columnLength());
        }
        terminal.puts(Capability.clr_eos);
        terminal.flush();
        drawn = widths;
    }

    @Override
    public void write(String line) {
        home();
        terminal.puts(Capability.clr_eos);
        terminal.writer().print(line + "\r\n");
        terminal.flush();
        drawn = List.of();
    }

    private void home() {
        // a key that was typed has been shown
        terminal.writer().print('\r');
        int columns = columns();
        int rows = drawn.stream()
                .mapToInt(width -> Math.max(1, (width + columns - 1) / columns))
                .sum();
        for (int row = 0; row < Math.min(rows, rows() - 1); row++) {
            terminal.puts(Capability.cursor_up);
        }
    }

    @Override
    public void close() {
        Signals.unregister(RESIZED, handler);
        try {
            terminal.close();
        } catch (IOException alreadyGone) {
            // it needs nothing more then
        }
    }
}
