package dev.pgzm.cli;

import dev.pgzm.ports.progress.Progress;
import java.util.List;
import java.util.function.Supplier;

/** A run on a terminal: what has happened scrolls away, and below it stands what happens now. */
final class Screen implements AutoCloseable {
    private final Canvas canvas;
    private final Supplier<Figures> figures;
    private final Rate rate = new Rate();
    private boolean closed;

    Screen(Canvas canvas, Supplier<Figures> figures) {
        this.canvas = canvas;
        this.figures = figures;
    }

    /** What is told line by line. */
    Progress lines(LineProgress.Detail detail) {
        return new LineProgress(this::write, detail);
    }

    /** Shows what happens now. */
    synchronized void draw() {
        if (!closed) {
            Figures now = figures.get();
            rate.note(now);
            canvas.draw(new Frame(now, rate.bytesPerSecond(), Frame.Bars.of(canvas))
                    .lines(canvas.columns(), canvas.rows()));
        }
    }

    /** Writes a line for good. */
    synchronized void write(String line) {
        if (!closed) {
            canvas.write(line);
            draw();
        }
    }

    /** What happens now is over; what has happened stays. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            canvas.draw(List.of());
            canvas.close();
        }
    }
}
