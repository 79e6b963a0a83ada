package dev.pgzm.cli;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.sync.TableComparison;
import java.util.List;
import java.util.stream.Collectors;

/** What a comparison of the preserved tables with their copies has found. */
record PreservedCheck(List<TableComparison> tables) {
    /** A line for each table. */
    String text() {
        return tables.isEmpty()
                ? "Check: there is nothing to compare.\n"
                : tables.stream()
                        .map(PreservedCheck::line)
                        .collect(Collectors.joining("", "Check, in one snapshot:\n", ""));
    }

    private static String line(TableComparison table) {
        String verdict = table.differing() == 0
                ? "equal"
                : Sizes.count(table.differing()) + " rows differ, for example of key "
                        + String.join("; ", table.examples());
        return "  %s: %s rows, %s queued, %s%n"
                .formatted(table.relname(), Sizes.count(table.rows()), Sizes.count(table.queued()), verdict);
    }

    /**
     * @throws MigrationException with {@code VERIFICATION_FAILED} if a table is not equal to its copy
     */
    void refuseDifferences() {
        List<TableComparison> differing =
                tables.stream().filter(table -> table.differing() > 0).toList();
        if (!differing.isEmpty()) {
            throw new MigrationException(Problem.of(
                            ErrorCode.VERIFICATION_FAILED,
                            "Cannot vouch for preserved tables: "
                                    + differing.stream()
                                            .map(TableComparison::relname)
                                            .collect(Collectors.joining(", ")))
                    .withDetail(differing.stream()
                            .map(PreservedCheck::line)
                            .collect(Collectors.joining())
                            .stripTrailing())
                    .withHint("Run pgzm abort, then prepare again; and please report it.")
                    .withOutcome("Nothing was changed."));
        }
    }
}
