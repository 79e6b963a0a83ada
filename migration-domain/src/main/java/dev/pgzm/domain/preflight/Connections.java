package dev.pgzm.domain.preflight;

import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.Plan;
import java.util.stream.Stream;

/**
 * How many sessions a run holds at one moment, at most.
 *
 * @param source of pg_dump too
 */
record Connections(int source, int destination) {
    // of each job that reads rows; the one that holds locks and snapshot
    private static final int LEAD = 1;
    // the advisory lock's; the phase's own beside its jobs'; the one that asks how far indexes are
    private static final int BESIDE_JOBS = 3;
    private static final int OF_STRAIN = 1;

    /** What a plan needs that has so many jobs. */
    static Connections of(Plan plan, int jobs) {
        int destination = jobs + BESIDE_JOBS + (plan.protection().pauses() ? OF_STRAIN : 0);
        return new Connections(ofSource(plan, jobs), destination);
    }

    private static int ofSource(Plan plan, int jobs) {
        if (plan.archive()
                .map(Archive::use)
                .filter(Archive.Use.TAKEN_EARLIER::equals)
                .isPresent()) {
            return 0;
        }
        // pg_dump --jobs has one more than jobs
        return plan.archive().isPresent() ? LEAD + jobs + 1 : LEAD + jobs;
    }

    /** An archive's rows are read by now when they are restored: then only the destination's lock is held beside pg_dump's. */
    int together(Plan plan) {
        return plan.archive().isPresent()
                ? Stream.of(source + 1, destination).max(Integer::compare).orElseThrow()
                : source + destination;
    }
}
