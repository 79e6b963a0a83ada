package dev.pgzm.cli;

import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes plain lines, each with the time of day. */
final class LineProgress implements Progress {
    static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final Consumer<String> out;
    private final Detail detail;
    private final DateTimeFormatter times;

    /** How much is told. */
    enum Detail {
        /** Also what begins, and what is short. */
        EVERYTHING,
        /** What each worker has done. */
        TASKS,
        /** Not what each worker does, which is seen elsewhere. */
        MILESTONES
    }

    LineProgress(PrintWriter out) {
        this(
                line -> {
                    out.println(line);
                    out.flush();
                },
                Detail.TASKS);
    }

    LineProgress(Consumer<String> out, Detail detail) {
        this(out, detail, TIME);
    }

    private LineProgress(Consumer<String> out, Detail detail, DateTimeFormatter times) {
        this.out = out;
        this.detail = detail;
        this.times = times;
    }

    /** Tells all, as a file wants it that is read much later. */
    static LineProgress forLater(Consumer<String> out) {
        return new LineProgress(out, Detail.EVERYTHING, DAY_AND_TIME);
    }

    @Override
    public void entered(MigrationStatus status) {
        line(status.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Override
    public void left(MigrationStatus status, Duration took) {
        line(status.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " took " + Sizes.duration(took));
    }

    @Override
    public void found(Finding finding) {
        if (finding.severity() != Severity.ERROR) {
            line(finding.severity() + ": " + finding.what() + " (" + finding.why() + ")");
        }
    }

    @Override
    public void planned(int tables, long bytes) {
        line("copying " + Sizes.count(tables) + " tables, " + Sizes.bytes(bytes));
    }

    @Override
    public void began(Activity activity) {
        if (detail == Detail.EVERYTHING) {
            line("began with " + activity.item().object());
        }
    }

    @Override
    public void ended(Activity activity, Duration took) {
        if (detail != Detail.MILESTONES) {
            switch (activity.item().kind()) {
                case COPY ->
                    line("copied " + activity.item().object() + ": " + Sizes.count(activity.rows()) + " rows, "
                            + Sizes.bytes(activity.bytes()));
                case PRESERVE ->
                    line("copied preserved table " + activity.item().object() + ": " + Sizes.bytes(activity.bytes()));
                case BUILD -> {
                    if (detail == Detail.EVERYTHING || took.compareTo(WORTH_TELLING) >= 0) {
                        line("built " + activity.item().object() + " in " + Sizes.duration(took));
                    }
                }
            }
        }
    }

    @Override
    public void waiting(String forWhat) {
        line("waiting for " + forWhat);
    }

    @Override
    public void wentOn(Duration waited) {
        line("went on after " + Sizes.duration(waited));
    }

    private synchronized void line(String text) {
        out.accept(stamped(times, text));
    }

    static String stamped(DateTimeFormatter times, String text) {
        return times.format(ZonedDateTime.now(ZoneId.systemDefault())) + " " + text;
    }
}
