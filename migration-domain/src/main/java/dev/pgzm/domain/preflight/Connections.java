package dev.pgzm.domain.preflight;

import dev.pgzm.ports.plan.Plan;

/**
 * How many sessions a run holds at one moment, at most.
 *
 * @param source of pg_dump too
 * @param building on the destination while rows are read or indexes built
 * @param syncing on the destination while preserved tables are filled; the source's are closed by then
 */
record Connections(int source, int building, int syncing) {
    // it holds the source's locks and the snapshot
    private static final int LEAD = 1;
    // the advisory lock's; the phase's own beside its jobs'; the one that asks how far indexes are
    private static final int BESIDE_JOBS = 3;

    /** What a plan needs that has so many jobs. */
    static Connections of(Plan plan, int jobs) {
        int building = jobs + BESIDE_JOBS + (plan.protection().pauses() ? 1 : 0);
        return new Connections(
                ofSource(plan, jobs), building, plan.preservation().isAsked() ? building + 1 : building);
    }

    private static int ofSource(Plan plan, int jobs) {
        if (plan.restoresEarlierArchive()) {
            return 0;
        }
        // pg_dump --jobs has one more than jobs
        return plan.archive().isPresent() ? LEAD + jobs + 1 : LEAD + jobs;
    }

    int destination() {
        return Math.max(building, syncing);
    }

    /** While an archive is written, the destination has the advisory lock's alone; its rows do not come from the source again. */
    int together(Plan plan) {
        return plan.archive().isPresent() ? Math.max(source + 1, destination()) : Math.max(source + building, syncing);
    }
}
