package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.BuildProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What is left is told as far as it is known. */
class ForecastTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Tally tally = new Tally(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Forecast forecast() {
        return new Forecast(tally.figures());
    }

    @Test
    void tellsNothingWhileNothingIsKnown() {
        assertThat(forecast().remaining()).isEmpty();
        WatchedRun.begin(tally);
        assertThat(forecast().remaining()).isEmpty();
        assertThat(forecast().done()).isZero();
    }

    @Test
    void tellsTheLeastWhereNoIndexIsBuiltYet() {
        WatchedRun.begin(tally);
        copy(Duration.ofSeconds(20));

        Forecast.Remaining left = forecast().remaining().orElseThrow();

        assertThat(left.atLeast()).isTrue();
        // 100 MiB of rows and 120 MiB of tables to index, at 20 MiB in 20 s
        assertThat(left.time()).isEqualTo(Duration.ofSeconds(220));
    }

    @Test
    void measuresCopiesAndIndexesEachByThemselves() {
        WatchedRun.begin(tally);
        copy(Duration.ofSeconds(20));
        Activity key = new Activity(WatchedRun.KEY);
        tally.began(key);
        tally.ended(key, Duration.ofSeconds(10));

        Forecast.Remaining left = forecast().remaining().orElseThrow();

        assertThat(left.atLeast()).isFalse();
        assertThat(left.time()).isEqualTo(Duration.ofSeconds(100 + 50));
    }

    @Test
    void doesNotShareTheLongestItemAmongWorkers() {
        WatchedRun.begin(tally);
        Activity orders = new Activity(WatchedRun.ORDERS);
        Activity customers = new Activity(WatchedRun.CUSTOMERS);
        tally.began(orders);
        tally.began(customers);
        customers.settle(1, 20 << 20);
        tally.ended(customers, Duration.ofSeconds(20));
        orders.settle(1, 99 << 20);
        tally.ended(orders, Duration.ofSeconds(100));
        Activity key = new Activity(WatchedRun.KEY);
        tally.began(key);
        tally.ended(key, Duration.ofSeconds(10));

        // two workers have been seen, but one index is left
        assertThat(forecast().remaining().orElseThrow().time()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void believesTheServerAboutIndexes() {
        Activity index =
                new Activity(WatchedRun.INDEX, () -> Optional.of(new BuildProgress("loading tuples in tree", 50, 100)));
        tally.began(index);

        double done = forecast().done(tally.figures().running().get(0));

        assertThat(done).isCloseTo(0.74, Offset.offset(0.01));
    }

    @Test
    void expectsRowsToBeAsLargeOnTheirWayAsTheyWereSoFar() {
        WatchedRun.begin(tally);
        WatchedRun.halfWay(tally);

        // the customers' 20 MiB on disk were 10 MiB of rows: the orders' 25 MiB are half of 100
        assertThat(forecast().done(tally.figures().running().get(0))).isCloseTo(0.5, Offset.offset(0.01));
    }

    private void copy(Duration took) {
        Activity customers = new Activity(WatchedRun.CUSTOMERS);
        tally.began(customers);
        customers.settle(1000, 20 << 20);
        pass(took);
        tally.ended(customers, took);
    }
}
