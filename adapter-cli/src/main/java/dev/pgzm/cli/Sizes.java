package dev.pgzm.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. */
final class Sizes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Sizes() {}

    /** Bytes in PostgreSQL's manner: 1 kB is 1024 B. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    static String duration(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
        }
        return seconds < 120
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %d s", duration.toMinutes(), duration.toSecondsPart());
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** How much was copied. */
    static String rows(int tables, long rows, long bytes) {
        return count(tables) + " tables, " + count(rows) + " rows, " + bytes(bytes);
    }
}
