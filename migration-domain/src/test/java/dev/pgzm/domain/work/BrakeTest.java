package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BrakeTest {
    private static long millis(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    @Test
    void allWorkersTogetherPassNoMoreThanTheyMay() {
        Brake brake = new Brake(OptionalLong.of(1_000_000), System::nanoTime);

        long took = millis(() -> IntStream.range(0, 4)
                .mapToObj(worker ->
                        CompletableFuture.runAsync(() -> IntStream.range(0, 10).forEach(step -> brake.pass(10_000))))
                .toList()
                .forEach(CompletableFuture::join));

        assertThat(took).isBetween(399L, 3000L);
    }

    @Test
    void timeThatNobodyUsedIsNotSavedUp() {
        long[] now = {0};
        Brake brake = new Brake(OptionalLong.of(1_000_000), () -> now[0] + System.nanoTime());
        brake.pass(1000);
        now[0] += TimeUnit.HOURS.toNanos(1);

        assertThat(millis(() -> brake.pass(100_000))).isGreaterThanOrEqualTo(99);
    }

    @Test
    void holdsNobodyWithoutALimit() {
        Brake brake = new Brake(OptionalLong.empty(), System::nanoTime);

        assertThat(millis(() -> brake.pass(Long.MAX_VALUE))).isLessThan(1000);
    }

    @Test
    void letsEverybodyGoWhenTheWorkIsGivenUp() {
        Brake brake = new Brake(OptionalLong.of(1), System::nanoTime);
        CompletableFuture<Void> held = CompletableFuture.runAsync(() -> brake.pass(1_000_000));

        brake.release();

        held.join();
        brake.pass(1_000_000);
    }

    @Test
    void anInterruptEndsTheWait() {
        Brake brake = new Brake(OptionalLong.of(1), System::nanoTime);
        Thread.currentThread().interrupt();

        brake.pass(1_000_000);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void hearsOfTenthsOfASecond() {
        assertThat(new Brake(OptionalLong.of(100_000), System::nanoTime).step()).isEqualTo(10_000);
        assertThat(new Brake(OptionalLong.of(1), System::nanoTime).step()).isEqualTo(1);
        assertThat(new Brake(OptionalLong.of(1L << 40), System::nanoTime).step())
                .isEqualTo(64 << 10);
    }
}
