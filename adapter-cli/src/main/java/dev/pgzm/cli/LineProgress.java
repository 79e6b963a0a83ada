package dev.pgzm.cli;

import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes plain lines, each with the time of day. */
final class LineProgress implements Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final PrintWriter out;

    LineProgress(PrintWriter out) {
        this.out = out;
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
    public void copied(String table, long rows, long bytes) {
        line("copied " + table + ": " + Sizes.count(rows) + " rows, " + Sizes.bytes(bytes));
    }

    @Override
    public void built(String object, Duration took) {
        if (took.compareTo(WORTH_TELLING) >= 0) {
            line("built " + object + " in " + Sizes.duration(took));
        }
    }

    @Override
    public void waiting(String forWhat) {
        line("waiting for " + forWhat);
    }

    private synchronized void line(String text) {
        out.println(TIME.format(LocalTime.now(java.time.ZoneId.systemDefault())) + " " + text);
        out.flush();
    }
}
