package dev.pgzm.ports.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.ImmutableChapter;
import dev.pgzm.ports.chronicle.Span;
import dev.pgzm.ports.chronicle.TableCopy;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.chronicle.Wait;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.progress.WorkKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every state store owes. */
public abstract class StateStoreContract {
    protected static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    // no process of this machine, so that nobody can see whether it lives
    private static final LeaseHolder ADA = new LeaseHolder("elsewhere.example.com", 4711, "ada", NOW);
    private static final LeaseHolder BOB = new LeaseHolder("elsewhere.example.com", 4712, "bob", NOW);

    /** A store on the same place each time, with such a clock. */
    protected abstract StateStore store(InstantSource clock);

    protected final StateStore store() {
        return at(NOW);
    }

    private StateStore at(Instant instant) {
        return store(() -> instant);
    }

    protected static ImmutableMigrationState state(String database, long version) {
        String encoded = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return ImmutableMigrationState.builder()
                .id(new MigrationId(1_795_000_000_000L))
                .version(version)
                .status(MigrationStatus.DUMPING)
                .goal(Goal.PREPARED)
                .plan(ImmutablePlan.builder()
                        .source(DatabaseUrl.parse("postgresql://app@a,[::1]:6543/x?sslmode=require", name -> null))
                        .destination(DatabaseUrl.parse("postgresql://app@b/" + encoded, name -> null))
                        .jobs(3)
                        .liveSchema("we \"ird")
                        .sourceLocking(SourceLocking.FREEZE_WRITERS)
                        .ownership(OwnershipPolicy.NONE)
                        .swapTimeout(Duration.ofSeconds(7))
                        .build())
                .addSteps(
                        new Step(
                                MigrationStatus.VALIDATING,
                                Optional.of(NOW),
                                Optional.of(Duration.ofMillis(1234)),
                                Map.of("tables", 7L)),
                        new Step(MigrationStatus.DUMPING, Optional.of(NOW), Optional.empty(), Map.of()))
                .failure("Cannot \"x\": ü")
                .build();
    }

    private static ErrorCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable failing) {
        return catchThrowableOfType(MigrationException.class, failing).problem().code();
    }

    @Test
    void holdsNothingAtFirst() {
        assertThat(store().load("shop")).isEmpty();
        assertThat(store().holder("shop")).isEmpty();
    }

    @Test
    void givesBackWhatWasSaved() {
        store().save(state("shop", 1));
        store().save(state("shop", 2));
        assertThat(store().load("shop")).contains(state("shop", 2));
    }

    @Test
    void keepsDatabasesApartWhateverTheirNames() {
        store().save(state("a/b", 1));
        store().save(state("a b", 1));
        assertThat(store().load("a/b")).contains(state("a/b", 1));
        assertThat(store().load("a b")).contains(state("a b", 1));
    }

    @Test
    void refusesToOverwriteWhatAnotherRunHasSaved() {
        store().save(state("shop", 1));
        assertThat(codeOf(() -> store().save(state("shop", 1)))).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(codeOf(() -> store().save(state("shop", 3)))).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(store().load("shop")).contains(state("shop", 1));
    }

    @Test
    void deletesTheVersionThatIsMeantAndNoOther() {
        store().save(state("shop", 1));
        store().save(state("shop", 2));
        assertThat(codeOf(() -> store().delete(state("shop", 1)))).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(store().load("shop")).contains(state("shop", 2));
        store().delete(state("shop", 2));
        assertThat(store().load("shop")).isEmpty();
        store().delete(state("shop", 2));
        store().save(state("shop", 1));
    }

    @Test
    void leasesADatabaseToOneHolderAtATime() {
        try (Lease lease = store().lease("shop", ADA, MINUTE)) {
            lease.renew();
            assertThat(store().holder("shop")).contains(ADA);
            LeaseHeldException held =
                    catchThrowableOfType(LeaseHeldException.class, () -> store().lease("shop", BOB, MINUTE));
            assertThat(held.holder()).isEqualTo(ADA);
            assertThat(held.until()).isEqualTo(NOW.plus(MINUTE));
            assertThat(held.problem().detail().orElseThrow())
                    .contains("process 4711 of ada on elsewhere.example.com, since 2026-11-22T12:00:00Z");
            store().lease("other", BOB, MINUTE).close();
        }
        assertThat(store().holder("shop")).isEmpty();
        store().lease("shop", BOB, MINUTE).close();
    }

    @Test
    void letsALeaseEndThatIsNotRenewed() {
        Lease stale = at(NOW).lease("shop", ADA, MINUTE);
        Instant later = NOW.plus(MINUTE).plusSeconds(1);
        assertThat(at(later).holder("shop")).isEmpty();
        try (Lease taken = at(later).lease("shop", BOB, MINUTE)) {
            assertThatThrownBy(stale::renew).isInstanceOf(LeaseHeldException.class);
            stale.close();
            taken.renew();
            assertThat(at(later).holder("shop")).contains(BOB);
        }
    }

    @Test
    void prolongsALeaseThatIsRenewed() {
        Instant[] clock = {NOW};
        StateStore store = store(() -> clock[0]);
        try (Lease lease = store.lease("shop", ADA, MINUTE)) {
            clock[0] = NOW.plusSeconds(50);
            lease.renew();
            clock[0] = NOW.plusSeconds(100);
            assertThatThrownBy(() -> store.lease("shop", BOB, MINUTE)).isInstanceOf(LeaseHeldException.class);
        }
    }

    @Test
    void givesTheLeaseOfADeadProcessOfThisMachineAway() {
        LeaseHolder dead = new LeaseHolder(ThisProcess.holder(NOW).host(), 1L << 30, "ada", NOW);
        Lease left = store().lease("shop", dead, MINUTE);
        try (Lease lease = store().lease("shop", BOB, MINUTE)) {
            lease.renew();
            assertThatThrownBy(left::renew).isInstanceOf(LeaseHeldException.class);
        }
    }

    @Test
    void keepsTheLeaseOfALivingProcessOfThisMachine() {
        try (Lease lease = store().lease("shop", ThisProcess.holder(NOW), MINUTE)) {
            lease.renew();
            assertThatThrownBy(() -> store().lease("shop", BOB, MINUTE)).isInstanceOf(LeaseHeldException.class);
        }
    }

    /** A chronicle in which everything is there that can be, with names that are hard to write. */
    protected static Chronicle chronicle(String database, long id) {
        ImmutableMigrationState state = state(database, 1);
        Problem problem = Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot \"x\": <ü>")
                .withDetail("d")
                .withHint("h")
                .withOutcome("o");
        ImmutableChapter chapter = ImmutableChapter.builder()
                .undertaking(Undertaking.PREPARE)
                .began(NOW)
                .took(Duration.ofMillis(1234))
                .status(MigrationStatus.UNDONE)
                .ended(true)
                .problem(problem)
                .putEnvironment("java", "17")
                .steps(state.steps())
                .addFindings(new Finding(Severity.WARNING, "what", "why", ""))
                .moreFindings(7)
                .addWaits(new Wait(NOW, "a lock"))
                .moreWaits(8)
                .plannedTables(9)
                .plannedBytes(1L << 40)
                .addSpans(
                        new Span(1, WorkKind.COPY, "public.\"a b\"", 1, Duration.ZERO, Duration.ofMillis(5), true),
                        new Span(2, WorkKind.BUILD, "", 3, Duration.ofMillis(1), Duration.ofNanos(1500), false))
                .addTables(new TableCopy("public.\"a b\"", WorkKind.COPY, 8192, 5, 100, Duration.ofMillis(5)))
                .moreTables(2)
                .rest(new TableCopy("", WorkKind.COPY, 16384, 1, 9, Duration.ofMillis(2)))
                .build();
        ImmutableChapter killed = ImmutableChapter.builder()
                .undertaking(Undertaking.START)
                .began(NOW)
                .took(Duration.ZERO)
                .status(MigrationStatus.VALIDATING)
                .ended(false)
                .moreFindings(0)
                .moreWaits(0)
                .plannedTables(0)
                .plannedBytes(0)
                .moreTables(0)
                .build();
        return new Chronicle(new MigrationId(id), state.plan(), List.of(killed, chapter));
    }

    @Test
    void keepsTheChronicleOfEachMigration() {
        assertThat(store().chronicles("shop")).isEmpty();
        assertThat(store().chronicle("shop", new MigrationId(1))).isEmpty();
        store().keep(chronicle("shop", 1_795_000_000_000L));
        store().keep(chronicle("shop", 1_795_000_000_001L));
        store().keep(chronicle("shop", 1_795_000_000_001L));
        store().keep(chronicle("shop-1795000000000", 5));
        store().keep(chronicle("a/b", 6));

        assertThat(store().chronicles("shop"))
                .containsExactly(new MigrationId(1_795_000_000_001L), new MigrationId(1_795_000_000_000L));
        assertThat(store().chronicles("a/b")).containsExactly(new MigrationId(6));
        assertThat(store().chronicle("shop", new MigrationId(1_795_000_000_000L)))
                .contains(chronicle("shop", 1_795_000_000_000L));
        assertThat(store().chronicle("a/b", new MigrationId(6))).contains(chronicle("a/b", 6));
    }

    @Test
    void keepsTheChroniclesOfTheLatestMigrationsOnly() {
        for (int id = 1; id <= StateStore.CHRONICLES + 2; id++) {
            store().keep(chronicle("shop", id));
        }
        assertThat(store().chronicles("shop")).hasSize(StateStore.CHRONICLES).doesNotContain(new MigrationId(2));
        assertThat(store().chronicle("shop", new MigrationId(2))).isEmpty();
    }
}
