package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.ScriptEntry;

/**
 * What a task costs, in bytes of a table whose copy takes as long: estimates that need only put long tasks before short ones
 * (docs/performance.md tells what was measured).
 */
final class Weight {
    /** ANALYZE reads a sample, however large the table is. */
    private static final long SAMPLE_BYTES = 10L << 20;

    private Weight() {}

    /**
     * Of an entry that is built.
     *
     * @param bytes of all rows that it reads, for a foreign key those of both tables
     */
    static long of(ScriptEntry entry, long bytes) {
        String statement = statement(entry);
        return switch (entry.kind()) {
            case INDEX -> ofIndex(statement, bytes);
            case CONSTRAINT -> ofConstraint(statement, bytes);
            case FOREIGN_KEY -> bytes / 4;
            default -> 0;
        };
    }

    /** What the entry is built by, if it is. */
    static String statement(ScriptEntry entry) {
        return entry.statements().isEmpty() ? "" : entry.statements().get(0);
    }

    static long ofStatistics(long bytes) {
        return Math.min(bytes, SAMPLE_BYTES);
    }

    /**
     * Of a materialized view.
     *
     * @param bytes of all rows that it reads
     */
    static long ofView(long bytes) {
        return bytes / 4;
    }

    private static long ofIndex(String statement, long bytes) {
        if (statement.contains(" USING brin ")) {
            return bytes / 12;
        }
        // fewer rows are sorted, but all are read
        long indexed = statement.contains(" WHERE ") ? bytes / 2 : bytes;
        if (statement.contains(" USING gin ")) {
            return indexed * 2 / 3;
        }
        return statement.contains(" USING gist ") || statement.contains(" USING spgist ") ? 2 * indexed : indexed / 3;
    }

    private static long ofConstraint(String statement, long bytes) {
        if (statement.contains(" EXCLUDE ")) {
            return 2 * bytes;
        }
        return statement.contains(" PRIMARY KEY ") || statement.contains(" UNIQUE ") ? bytes / 3 : bytes / 8;
    }
}
