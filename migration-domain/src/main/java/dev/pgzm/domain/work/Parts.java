package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Cuts tables into parts of equal pages where that ends the work earlier: rows of parts are not frozen, which costs later. */
final class Parts {
    /** Each part takes some round trips. */
    private static final long LEAST_BYTES = 16L << 20;

    private static final long MOST_PARTS_PER_JOB = 64;

    /** One copy keeps a process busy on each server: a second beside it gains less than rows that are not frozen cost. */
    private static final int JOBS_OF_ONE_COPY = 2;

    private Parts() {}

    /**
     * The parts of a table. It is cut if it is larger than what was asked for, since a part that is broken off is copied again as a
     * whole; and if the other jobs would wait for who copies it: then all copy it at once. A heap without pages has no row in any
     * snapshot, and no part; other access methods may keep their rows elsewhere.
     */
    static List<Part> of(SourceTable table, WorkShares shares, Plan plan) {
        if (table.pages() == 0 && table.splittable()) {
            return List.of();
        }
        long count = Math.min(table.pages(), count(table, shares, plan));
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

    private static long count(SourceTable table, WorkShares shares, Plan plan) {
        long count = Math.min(ceil(table.bytes(), plan.partBytes()), MOST_PARTS_PER_JOB * plan.jobs());
        if (plan.jobs() <= JOBS_OF_ONE_COPY || !shares.isMoreThanOne(table)) {
            return count;
        }
        // twice as many as jobs, so that whoever is faster finds more to do
        long shared = Math.max(count, Math.min(2L * plan.jobs(), table.bytes() / LEAST_BYTES));
        return shared < plan.jobs() ? shared : ceil(shared, plan.jobs()) * plan.jobs();
    }

    private static long ceil(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
