package dev.pgzm.cli;

import dev.pgzm.ports.BackupList;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.backup.BackupOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Backups, for a person. */
final class BackupText {
    private static final List<String> HEADINGS =
            List.of("BACKUP", "REPLACED", "AGE", "BY", "TABLES", "ROWS", "SIZE", "STATE", "USED BY");
    private static final int SHOWN = 10;

    private BackupText() {}

    /**
     * A table with a line for each.
     *
     * @param approximately what stands before a number of rows
     */
    static String table(BackupList list, String approximately) {
        List<List<String>> lines = new ArrayList<>(List.of(HEADINGS));
        list.backups().forEach(backup -> lines.add(cells(backup, list.asked(), approximately)));
        List<Integer> widths = new ArrayList<>(Collections.nCopies(HEADINGS.size(), 0));
        lines.forEach(line -> widths.replaceAll(new Widest(line)::next));
        String table = lines.stream().map(line -> line(line, widths)).collect(Collectors.joining());
        return table + list.backups().stream().map(BackupText::remarks).collect(Collectors.joining());
    }

    private static List<String> cells(Backup backup, Instant now, String approximately) {
        return List.of(
                backup.nspname(),
                backup.replaced().toString(),
                age(Duration.between(backup.replaced(), now)),
                origin(backup.origin()),
                Sizes.count(backup.tables()),
                approximately + Sizes.count(backup.rows()),
                Sizes.bytes(backup.bytes()),
                backup.defect().isEmpty() ? "whole" : "not whole",
                backup.dependents().isEmpty() ? "nobody" : backup.dependents().size() + " outside");
    }

    private static String origin(BackupOrigin origin) {
        if (origin instanceof BackupOrigin.Rollback rollback) {
            return "rollback to " + rollback.promoted();
        }
        return origin instanceof BackupOrigin.Migration ? "migration" : "hand";
    }

    private static String age(Duration age) {
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i))
                    .append(" ".repeat(widths.get(i) - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static String remarks(Backup backup) {
        return backup.defect()
                        .map(defect -> backup.nspname() + " is not whole: " + defect + "\n")
                        .orElse("")
                + (backup.dependents().isEmpty()
                        ? ""
                        : backup.nspname() + " is used from outside:\n"
                                + items(backup.dependents().stream()
                                        .map(BackupDependent::what)
                                        .toList()));
    }

    /** A few lines, and how many more there are. */
    static String items(List<String> items) {
        String shown =
                items.stream().limit(SHOWN).map(item -> "  " + item + "\n").collect(Collectors.joining());
        return items.size() <= SHOWN ? shown : shown + "  and " + (items.size() - SHOWN) + " more\n";
    }

    /** What a backup is and holds, in one line. */
    static String line(Backup backup) {
        return backup.nspname() + " (" + backup.replaced() + ", " + Sizes.count(backup.tables()) + " tables, "
                + Sizes.bytes(backup.bytes()) + ")";
    }

    /** The wider of a column's width so far and that of its next cell. */
    private static final class Widest {
        private final List<String> cells;
        private int column;

        Widest(List<String> cells) {
            this.cells = cells;
        }

        int next(int width) {
            return Math.max(width, cells.get(column++).length());
        }
    }
}
