package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ScriptEntry;

/**
 * The memory that a build has a use for. A B-tree is sorted faster in short runs, which miss the processor's caches less
 * (docs/performance.md tells what was measured), as long as they are few enough to be merged at once.
 *
 * @param all bytes that hold all that it reads
 * @param sorted whether it sorts that
 */
record BuildNeed(long all, boolean sorted) {
    private static final long LEAST = 1L << 20;
    private static final long RUN = 64L << 20;
    /** What a run that is merged takes of the memory: {@code MERGE_BUFFER_SIZE} and two blocks (PostgreSQL's tuplesort.c). */
    private static final long MERGED_RUN = 272L << 10;
    /** No parallel worker is begun for less (PostgreSQL's planner.c, {@code plan_create_index_workers}). */
    private static final long LEAST_FOR_A_PROCESS = 32L << 20;

    /**
     * Of an entry that is built.
     *
     * @param bytes of all rows that it reads
     */
    static BuildNeed of(ScriptEntry entry, long bytes) {
        // sorting needs about twice what the rows have on disk at most: each entry has a header and a pointer
        return new BuildNeed(Math.max(LEAST, 2 * bytes), sorts(entry));
    }

    private static boolean sorts(ScriptEntry entry) {
        String statement = Weight.statement(entry);
        return entry.kind() == EntryKind.INDEX && statement.contains(" USING btree ")
                || entry.kind() == EntryKind.CONSTRAINT && !statement.contains(" EXCLUDE ");
    }

    /** In bytes, at least 1 MiB. */
    long beside(int parallelWorkers) {
        if (!sorted) {
            return all;
        }
        long mergedAtOnce = (long) Math.sqrt((double) all * MERGED_RUN);
        return Math.min(all, Math.max(Math.max(RUN, mergedAtOnce), LEAST_FOR_A_PROCESS * (parallelWorkers + 1)));
    }
}
