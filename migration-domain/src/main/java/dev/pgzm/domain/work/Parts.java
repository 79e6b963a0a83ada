package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Cuts large tables into parts of equal pages, small enough that all jobs end together and large enough to cost nothing. */
final class Parts {
    /** Rows of parts are not frozen, and each part takes some round trips. */
    private static final long LEAST_BYTES = 16L << 20;

    private static final long MOST_PARTS_PER_JOB = 64;

    private Parts() {}

    /**
     * The parts of a table, whole where it is small or nobody would share the work; smaller than was asked for if it holds more
     * than a job's share of all bytes, since the others would wait for who copies it. A heap without pages has no row in any
     * snapshot, and no part; other access methods may keep their rows elsewhere.
     */
    static List<Part> of(SourceTable table, long totalBytes, Plan plan) {
        if (table.pages() == 0 && table.splittable()) {
            return List.of();
        }
        long count = Math.min(table.pages(), count(table, totalBytes, plan));
        if (!table.splittable() || plan.jobs() == 1 || count <= 1) {
            return List.of(Part.WHOLE);
        }
        List<Part> parts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long from = table.pages() * i / count;
            long to = table.pages() * (i + 1) / count;
            parts.add(new Part(from, i == count - 1 ? OptionalLong.empty() : OptionalLong.of(to)));
        }
        return parts;
    }

    private static long count(SourceTable table, long totalBytes, Plan plan) {
        long share = totalBytes / plan.jobs();
        if (table.bytes() <= Math.min(plan.partBytes(), Math.max(LEAST_BYTES, share))) {
            return 1;
        }
        long wanted = Math.min(plan.partBytes(), Math.max(LEAST_BYTES, share / 2));
        long bytes = Math.max(wanted, table.bytes() / (MOST_PARTS_PER_JOB * plan.jobs()));
        long count = (table.bytes() + bytes - 1) / bytes;
        boolean sharedByAll = table.bytes() > share && count > plan.jobs();
        return sharedByAll ? (count + plan.jobs() - 1) / plan.jobs() * plan.jobs() : count;
    }
}
