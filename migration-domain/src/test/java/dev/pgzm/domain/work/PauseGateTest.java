package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.ImmutableProtection;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PauseGateTest {
    private static final ImmutableProtection LIMIT =
            ImmutableProtection.builder().maxReplicaLag(1000).build();
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Progress progress = new Progress() {
        @Override
        public void waiting(String forWhat) {
            told.add("waiting for " + forWhat);
        }

        @Override
        public void wentOn(Duration waited) {
            told.add("went on");
        }

        @Override
        public void found(Finding finding) {
            told.add(finding.what() + ": " + finding.why());
        }
    };
    private final AtomicInteger asked = new AtomicInteger();
    private volatile long lag;

    private List<Strain> strains() {
        asked.incrementAndGet();
        return List.of(new Strain(Strain.Kind.REPLICA_LAG, "replica a", lag));
    }

    private PauseGate gate(ImmutableProtection protection, Supplier<List<Strain>> strains, Duration unseen) {
        return new PauseGate(protection, strains, progress, new PauseGate.Times(SHORT, unseen));
    }

    private PauseGate gate() {
        return gate(LIMIT, this::strains, Duration.ofHours(1));
    }

    private static CompletableFuture<Void> passing(PauseGate gate) {
        return CompletableFuture.runAsync(gate::pass);
    }

    private void awaitHeld() {
        Awaitility.await().until(() -> !told.isEmpty());
    }

    @Test
    void letsPassWhatTheLimitAllows() {
        lag = 1000;
        gate().pass();
        assertThat(told).isEmpty();
    }

    @Test
    void holdsEverybodyUntilHalfOfTheLimitIsReached() {
        lag = 1001;
        PauseGate gate = gate();
        CompletableFuture<Void> first = passing(gate);
        CompletableFuture<Void> second = passing(gate);
        awaitHeld();

        lag = 501;
        int before = asked.get();
        Awaitility.await().until(() -> asked.get() > before + 5);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();

        lag = 500;
        first.join();
        second.join();
        assertThat(told)
                .containsExactly("waiting for replica a, which is 1001B behind (--max-replica-lag 1000B)", "went on");
    }

    @Test
    void asksNobodyAndHoldsNobodyWithoutALimit() {
        lag = Long.MAX_VALUE;
        PauseGate gate = gate(ImmutableProtection.builder().build(), this::strains, SHORT);
        gate.pass();
        assertThat(asked).hasValue(0);
        assertThat(gate.step()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void asksNoMoreOftenThanItWasTold() {
        PauseGate gate = new PauseGate(
                LIMIT, this::strains, progress, new PauseGate.Times(Duration.ofHours(1), Duration.ofHours(1)));
        for (int i = 0; i < 1000; i++) {
            gate.pass();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void givesUpAPauseThatLastsTooLong() {
        lag = 4096;
        PauseGate gate = gate(LIMIT.withMaxPause(Duration.ofMillis(20)), this::strains, SHORT);
        assertThatThrownBy(gate::pass).isInstanceOfSatisfying(MigrationException.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
            assertThat(failed.problem().detail())
                    .contains("The run waited for replica a, which is 4.0kB behind (--max-replica-lag 1000B).");
        });
    }

    private List<Strain> silence() {
        asked.incrementAndGet();
        throw new MigrationException(Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot ask"));
    }

    @Test
    void goesOnWithoutAnAnswerAndTellsSoOnce() {
        PauseGate gate = gate(LIMIT, this::silence, Duration.ofHours(1));
        Awaitility.await().until(() -> {
            gate.pass();
            return asked.get() > 3;
        });
        assertThat(told).containsExactly("the destination does not tell how strained it is: Cannot ask");
    }

    @Test
    void holdsWhereNoAnswerComesForLong() {
        PauseGate gate = gate(LIMIT.withMaxPause(Duration.ofMillis(20)), this::silence, Duration.ZERO);
        assertThatThrownBy(gate::pass)
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        failed -> assertThat(failed.problem().detail())
                                .contains("The run waited for the destination to tell again how strained it is."));
    }

    @Test
    void letsEverybodyGoWhenTheWorkIsGivenUp() {
        lag = 1001;
        PauseGate gate = gate();
        CompletableFuture<Void> held = passing(gate);
        awaitHeld();
        gate.release();
        held.join();
        gate.pass();
    }

    @Test
    void anInterruptEndsTheWait() {
        lag = 1001;
        Thread.currentThread().interrupt();
        gate().pass();
        assertThat(Thread.interrupted()).isTrue();
    }
}
