package dev.pgzm.cli;

import dev.pgzm.ports.progress.BuildProgress;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What a run does at one moment, as lines that fit. */
final class Frame {
    private static final int NARROWEST = 40;
    private static final int FIGURES = 37;
    private static final int STEP = 21;
    private static final int PERCENTAGE = 5;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle BAR = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle WARNING = PLAIN.foreground(AttributedStyle.YELLOW);

    private final Figures figures;
    private final Forecast forecast;
    private final double bytesPerSecond;
    private final Bars bars;
    private final List<AttributedString> lines = new ArrayList<>();

    /** What bars are made of. */
    record Bars(String done, String left) {
        private static final Bars BLOCKS = new Bars("█", "░");
        private static final Bars ASCII = new Bars("#", ".");

        static Bars of(Canvas canvas) {
            return canvas.canShow(BLOCKS.done + BLOCKS.left) ? BLOCKS : ASCII;
        }
    }

    Frame(Figures figures, double bytesPerSecond, Bars bars) {
        this.figures = figures;
        this.forecast = new Forecast(figures);
        this.bytesPerSecond = bytesPerSecond;
        this.bars = bars;
    }

    /** No line is as wide as the terminal, and there are fewer than it has rows. */
    List<AttributedString> lines(int columns, int rows) {
        int width = Math.max(NARROWEST, columns) - 1;
        summary(width);
        int room = Math.max(1, rows - lines.size() - 3);
        figures.running().stream().limit(room).forEach(each -> task(each, width));
        if (figures.running().size() > room) {
            line("  and " + (figures.running().size() - room) + " more", PLAIN, width);
        }
        figures.waitingFor().ifPresent(forWhat -> line("  waiting for " + forWhat, WARNING, width));
        return lines.stream()
                .map(line -> line.columnSubSequence(0, columns - 1))
                .toList();
    }

    private void summary(int width) {
        String status = figures.status().map(Frame::words).orElse("beginning");
        AttributedStringBuilder line =
                new AttributedStringBuilder().styled(PLAIN.bold(), String.format(Locale.ROOT, "%-11s", status));
        if (!isBuilding()) {
            lines.add(line.append(' ').append(shortly(figures.inStatus())).toAttributedString());
            return;
        }
        String remaining = remaining();
        bar(line, forecast.done(), Math.max(4, width - line.columnLength() - 6 - remaining.length()));
        lines.add(line.append(remaining).toAttributedString());
        long done = figures.efforts().values().stream().mapToInt(Effort::items).sum();
        long all = done
                + figures.running().size()
                + figures.waiting().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
        String text = "            %s of %s tasks, %s rows, %s, %s/s, %s"
                .formatted(
                        Sizes.count(done),
                        Sizes.count(all),
                        Sizes.count(figures.rows()),
                        Sizes.bytes(figures.bytes()),
                        Sizes.bytes(Math.round(bytesPerSecond)),
                        shortly(figures.elapsed()));
        line(text, PLAIN, width);
    }

    private boolean isBuilding() {
        return figures.status()
                .filter(status -> status == MigrationStatus.RESTORING || status == MigrationStatus.INDEXING)
                .isPresent();
    }

    private String remaining() {
        return forecast.remaining()
                .map(left -> (left.atLeast() ? "  at least " : "  about ") + shortly(left.time()) + " left")
                .orElse("");
    }

    private void task(Figures.Running task, int width) {
        int flexible = width - 2 - FIGURES;
        int barWidth = Math.max(4, flexible / 3);
        AttributedStringBuilder line = new AttributedStringBuilder().append("  ");
        line.append(fitted(task.item().object(), flexible - barWidth - 1)).append(' ');
        double done = forecast.done(task);
        if (task.item().size() > 0) {
            bar(line, done, barWidth);
        } else {
            line.append(" ".repeat(barWidth + PERCENTAGE));
        }
        line.append("  ").append(task.item().kind() == WorkKind.BUILD ? building(task) : relaying(task));
        line.append(String.format(Locale.ROOT, "%9s", left(task, done)));
        lines.add(line.toAttributedString());
    }

    private static String building(Figures.Running task) {
        return fitted(task.server().map(BuildProgress::step).orElse(""), STEP);
    }

    private static String relaying(Figures.Running task) {
        double seconds = task.since().toNanos() / 1e9;
        String rate = seconds < 1 ? "" : Sizes.bytes(Math.round(task.bytes() / seconds)) + "/s";
        return String.format(Locale.ROOT, "%9s %11s", Sizes.bytes(task.bytes()), rate);
    }

    /** By what of it is done; before that tells anything, how long it has been running. */
    private static String left(Figures.Running task, double done) {
        if (done < 0.05 || task.since().toSeconds() < 2) {
            return "";
        }
        return shortly(Duration.ofMillis((long) (task.since().toMillis() * (1 - done) / done)));
    }

    private void bar(AttributedStringBuilder line, double done, int width) {
        int full = (int) Math.round(done * width);
        line.styled(BAR, bars.done().repeat(full));
        line.styled(PLAIN.faint(), bars.left().repeat(width - full));
        line.append(String.format(Locale.ROOT, "%4d%%", Math.round(Math.floor(done * 100))));
    }

    private void line(String text, AttributedStyle style, int width) {
        lines.add(new AttributedString(text, style).columnSubSequence(0, width));
    }

    /** The end of a long name tells more than its beginning. */
    private static String fitted(String text, int width) {
        int surplus = text.length() - width;
        return surplus > 0 ? "~" + text.substring(surplus + 1) : text + " ".repeat(-surplus);
    }

    private static String words(MigrationStatus status) {
        return Words.of(status).replace('_', ' ');
    }

    private static String shortly(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
