package dev.pgzm.domain.work;

import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.BuildMeans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Deals out one budget of memory to the builds that run at the same moment. What a build got stays its own until it ends, so that
 * each takes only what leaves the others, as many as may join it, their share; where few or small ones are left, it takes more.
 */
final class BuildBudget {
    private static final long LEAST = 1L << 20;

    private final long total;
    private final int jobs;
    /** How many builds that have not begun could use how much. */
    private final TreeMap<Long, Integer> waiting = new TreeMap<>(Comparator.reverseOrder());

    private final List<Long> granted = new ArrayList<>();

    BuildBudget(Plan plan) {
        this.total = plan.indexMemoryBytes();
        this.jobs = plan.jobs();
    }

    /** Sorting needs about twice what the rows have on disk at most: each entry has a header and a pointer. */
    private static long need(long bytes) {
        return Math.max(LEAST, 2 * bytes);
    }

    /** Another build will begin one day. */
    synchronized void expect(long bytes) {
        waiting.merge(need(bytes), 1, Integer::sum);
    }

    /**
     * One that was expected begins.
     *
     * @param idle how many jobs find nothing to do, and lend themselves to the server's parallel workers
     */
    synchronized BuildMeans begin(long bytes, int idle) {
        long need = need(bytes);
        waiting.computeIfPresent(need, (size, count) -> count == 1 ? null : count - 1);
        long fair = total / jobs;
        long memory = Math.max(Math.min(need, fair), Math.min(need, total - reserved(fair)));
        granted.add(memory);
        return new BuildMeans(memory, Math.min(idle, jobs - 1));
    }

    synchronized void end(BuildMeans means) {
        granted.remove(Long.valueOf(means.memoryBytes()));
    }

    /** For whoever may run beside it: what they hold, and the share of those that may take a job's place. */
    private long reserved(long fair) {
        List<Long> next = waiting.entrySet().stream()
                .flatMap(entry -> Stream.generate(entry::getKey).limit(entry.getValue()))
                .limit(jobs - 1L)
                .map(need -> Math.min(need, fair))
                .toList();
        List<Long> held = granted.stream().sorted(Comparator.reverseOrder()).toList();
        long sum = 0;
        for (int i = 0; i < jobs - 1; i++) {
            // who holds little may end, and one that needs more may follow
            long holds = i < held.size() ? held.get(i) : 0;
            long follows = next.isEmpty() ? 0 : next.get(Math.max(0, Math.min(i, next.size() - 1)));
            sum += i < held.size() || i < held.size() + next.size() ? Math.max(holds, follows) : 0;
        }
        return sum;
    }
}
