package dev.pgzm.domain.work;

import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.BuildMeans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Deals out one budget of memory to the builds that run at the same moment. What a build got stays its own until it ends, so that
 * each takes only what leaves the others, as many as may join it, their share; where few or small ones are left, it takes more.
 */
final class BuildBudget {
    private final long total;
    private final int jobs;
    /** How many builds that have not begun could use how much. */
    private final TreeMap<Long, Integer> waiting = new TreeMap<>(Comparator.reverseOrder());

    private final List<Long> granted = new ArrayList<>();
    private long expected;

    BuildBudget(Plan plan) {
        this.total = plan.indexMemoryBytes();
        this.jobs = plan.jobs();
    }

    /** Another build will begin one day. */
    synchronized void expect(BuildNeed need) {
        waiting.merge(need.beside(0), 1, Integer::sum);
        expected++;
    }

    /**
     * One that was expected begins.
     *
     * @param idle how many jobs find nothing to do, and lend themselves to the server's parallel workers
     */
    synchronized BuildMeans begin(BuildNeed need, int idle) {
        expected--;
        waiting.computeIfPresent(need.beside(0), (size, count) -> count == 1 ? null : count - 1);
        int parallelWorkers = Math.min(idle, jobs - 1);
        long usable = need.beside(parallelWorkers);
        long fair = total / jobs;
        long memory = Math.max(Math.min(usable, fair), Math.min(usable, total - reserved(fair)));
        granted.add(memory);
        return new BuildMeans(memory, parallelWorkers);
    }

    synchronized void end(BuildMeans means) {
        granted.remove(Long.valueOf(means.memoryBytes()));
    }

    /** For whoever may run beside it: what they hold, and a share for as many as may follow them or take a free job. */
    private long reserved(long fair) {
        long follower = waiting.isEmpty() ? 0 : Math.min(fair, waiting.firstKey());
        long held = granted.stream().mapToLong(Long::longValue).sum();
        LongStream free = LongStream.generate(() -> follower).limit(Math.max(0, jobs - 1 - granted.size()));
        LongStream more = granted.stream().sorted().mapToLong(memory -> Math.max(0, follower - memory));
        return held + LongStream.concat(free, more).limit(expected).sum();
    }
}
