package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TaskRunTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    private Task task(String label, long weight) {
        return new Task(TaskKind.BUILD, label, weight, () -> done.add(label));
    }

    private void run(int workers, Task... tasks) {
        TaskRun run = new TaskRun(new TaskGraph(List.of(tasks), workers), () -> {});
        run.startOn(executor, workers);
        run.awaitAll();
    }

    @Test
    void beginsWithTheLongestWayToTheEnd() {
        Task copySmall = task("copy small", 1);
        Task copyBig = task("copy big", 10);
        Task copyMiddle = task("copy middle", 5);
        Task keyOfSmall = task("key of small", 20).after(Set.of(copySmall));

        run(1, copyBig, copyMiddle, copySmall, keyOfSmall);

        assertThat(done).containsExactly("copy small", "key of small", "copy big", "copy middle");
    }

    @Test
    void runsNothingBeforeWhatItWaitsFor() {
        Task a = task("a", 1);
        Task b = task("b", 1).after(Set.of(a));
        Task c = task("c", 100).after(Set.of(a, b));

        run(4, c, b, a);

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void neverLetsTwoTasksMeetThatWouldBlockEachOtherInTheDatabase() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Task[] tasks = new Task[50];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new Task(TaskKind.BUILD, "key " + i, 1, () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        java.util.concurrent.locks.LockSupport.parkNanos(100_000);
                        inside.decrementAndGet();
                    })
                    .touching(Set.of(7L), Access.ACCESS_EXCLUSIVE);
        }

        run(8, tasks);

        assertThat(most).hasValue(1);
    }

    @Test
    void letsSharedUsesOfATableMeet() {
        CountDownLatch both = new CountDownLatch(2);
        Runnable meet = () -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        };

        run(
                2,
                new Task(TaskKind.BUILD, "index 1", 1, meet).touching(Set.of(7L), Access.SHARE),
                new Task(TaskKind.BUILD, "index 2", 1, meet).touching(Set.of(7L), Access.SHARE));

        assertThat(both.getCount()).isZero();
    }

    @Test
    void reportsTheFirstFailureAfterCancellingWhatRuns() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        Task slow = new Task(TaskKind.COPY, "slow", 100, () -> {
            running.incrementAndGet();
            began.countDown();
            awaitQuietly(cancelled);
            running.decrementAndGet();
            throw new IllegalStateException("second");
        });
        Task failing = new Task(TaskKind.COPY, "failing", 1, () -> {
            awaitQuietly(began);
            throw new IllegalStateException("first");
        });
        Task never = task("never", 1).after(Set.of(failing));
        TaskRun run = new TaskRun(new TaskGraph(List.of(slow, failing, never), 2), cancelled::countDown);
        run.startOn(executor, 2);

        assertThatThrownBy(run::awaitAll).hasMessage("first");

        assertThat(running).hasValue(0);
        assertThat(done).isEmpty();
    }

    @Test
    void refusesTasksThatWaitForEachOther() {
        Task a = task("a", 1);
        Task b = task("b", 1).after(Set.of(a));
        a.after(Set.of(b));

        assertThatThrownBy(() -> new TaskGraph(List.of(a, b), 1)).hasMessage("tasks wait for each other in a circle");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
