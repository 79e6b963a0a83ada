package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.restore.BuildMeans;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BuildBudgetTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://localhost/x", name -> null);
    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    private static BuildBudget budget(int jobs, long... builds) {
        BuildBudget budget = new BuildBudget(plan(jobs).build());
        for (long bytes : builds) {
            budget.expect(rows(bytes));
        }
        return budget;
    }

    private static ImmutablePlan.Builder plan(int jobs) {
        return ImmutablePlan.builder().source(URL).destination(URL).jobs(jobs).indexMemoryBytes(GIB);
    }

    private static BuildNeed rows(long bytes) {
        return new BuildNeed(Math.max(MIB, 2 * bytes), false);
    }

    @Test
    void sharesTheMemoryAmongLargeBuildsThatRunAtOnce() {
        BuildBudget budget = budget(4, GIB, GIB, GIB, GIB, GIB);

        for (int i = 0; i < 4; i++) {
            assertThat(budget.begin(rows(GIB), 0).memoryBytes()).isEqualTo(GIB / 4);
        }
    }

    @Test
    void givesTheLastBuildAllThatTheOthersHaveLeft() {
        BuildBudget budget = budget(4, GIB, GIB);

        BuildMeans first = budget.begin(rows(GIB), 0);
        assertThat(first.memoryBytes()).isEqualTo(GIB - GIB / 4);
        assertThat(budget.begin(rows(GIB), 0).memoryBytes()).isEqualTo(GIB / 4);
        budget.end(first);
        budget.expect(rows(GIB));
        assertThat(budget.begin(rows(GIB), 0).memoryBytes()).isEqualTo(GIB - GIB / 4);
    }

    @Test
    void takesNoMoreThanABuildCanUse() {
        BuildBudget budget = budget(2, 100 * MIB, GIB);

        assertThat(budget.begin(rows(100 * MIB), 0).memoryBytes()).isEqualTo(200 * MIB);
        assertThat(budget.begin(rows(GIB), 0).memoryBytes()).isEqualTo(GIB - 200 * MIB);
    }

    @Test
    void neverGivesLessThanAServerAccepts() {
        assertThat(budget(2, 0).begin(rows(0), 0).memoryBytes()).isEqualTo(MIB);
    }

    @Test
    void lendsIdleJobsAsParallelWorkers() {
        assertThat(budget(4, GIB).begin(rows(GIB), 0).parallelWorkers()).isZero();
        assertThat(budget(4, GIB).begin(rows(GIB), 3).parallelWorkers()).isEqualTo(3);
    }

    @Test
    void givesASortMoreMemoryForMoreWorkersIfThereIsSome() {
        BuildNeed sorted = new BuildNeed(2 * GIB, true);
        BuildBudget budget = new BuildBudget(plan(4).build());
        budget.expect(sorted);
        budget.expect(sorted);

        assertThat(budget.begin(sorted, 0).memoryBytes()).isEqualTo(64 * MIB);
        assertThat(budget.begin(sorted, 3)).isEqualTo(new BuildMeans(128 * MIB, 3));
    }

    @Test
    void neverDealsOutMoreThanThereIsNorLessThanAShare() {
        Random random = new Random(7);
        for (int jobs = 1; jobs <= 8; jobs++) {
            Deque<Long> builds = new ArrayDeque<>();
            for (int i = 0; i < 2000; i++) {
                builds.add((long) (MIB * Math.exp(random.nextDouble() * 8)));
            }
            BuildBudget budget =
                    budget(jobs, builds.stream().mapToLong(Long::longValue).toArray());
            List<BuildMeans> running = new ArrayList<>();
            while (!builds.isEmpty()) {
                if (running.size() == jobs) {
                    budget.end(running.remove(random.nextInt(jobs)));
                }
                long bytes = builds.remove();
                BuildMeans means = budget.begin(rows(bytes), 0);
                running.add(means);
                assertThat(means.memoryBytes()).isGreaterThanOrEqualTo(Math.min(2 * bytes, GIB / jobs));
                assertThat(running.stream().mapToLong(BuildMeans::memoryBytes).sum())
                        .isLessThanOrEqualTo(GIB);
            }
        }
    }

    @Test
    void refusesAPlanThatLeavesAJobLessThanAServerAccepts() {
        assertThatThrownBy(() -> plan(8).indexMemoryBytes(8 * MIB - 1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the memory for indexes must be at least 1 MiB for each of 8 jobs: 8388607 bytes");
        assertThat(plan(8).indexMemoryBytes(8 * MIB).build().jobs()).isEqualTo(8);
    }
}
