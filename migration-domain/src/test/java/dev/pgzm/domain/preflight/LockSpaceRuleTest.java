package dev.pgzm.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.ImmutableDatabaseFacts;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many tables a server with default settings takes. */
class LockSpaceRuleTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://app@new.example.com/shop", name -> null);
    private static final ImmutablePlan PLAN =
            ImmutablePlan.builder().source(URL).destination(URL).jobs(1).build();
    private static final DatabaseFacts FACTS = ImmutableDatabaseFacts.builder()
            .version(new ServerVersion(170_000))
            .identity("i")
            .lineage("l")
            .database("shop")
            .user("app")
            .superuser(false)
            .inRecovery(false)
            .encoding("UTF8")
            .build();

    private static List<Finding> findings(long tables) {
        return findings(PLAN, tables, Set.of());
    }

    private static List<Finding> findings(Plan plan, long tables, Set<String> incoming) {
        return new LockSpaceRule()
                .judge(
                        plan,
                        ImmutableDestinationFacts.builder()
                                .database(FACTS)
                                .lockSpace(new LockSpace(64, 6400, 20, tables))
                                .locksToMove(tables + 500)
                                .liveSchemaExists(true)
                                .ownsLiveSchema(true)
                                .createsSchemas(true)
                                .holdsMigration(false)
                                .build(),
                        new Inventory(incoming))
                .toList();
    }

    @Test
    void refusesWhatDoesNotFitAndSaysWhatToSet() {
        assertThat(findings(10_000))
                .containsExactly(new Finding(
                        Severity.ERROR,
                        "the destination's lock table has no room for 10000 tables: 6400 slots, of which 20 are in use",
                        "the swap locks each in one transaction",
                        "Set max_locks_per_transaction of the destination to 256 and restart it."));
        assertThat(findings(6381)).extracting(Finding::severity).containsExactly(Severity.ERROR);
    }

    @Test
    void warnsOfWhatLeavesOthersLittle() {
        assertThat(findings(6380)).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(findings(5101))
                .extracting(Finding::what)
                .containsExactly("the destination's lock table has little room for 5101 tables: 6400 slots,"
                        + " of which 20 are in use");
        assertThat(findings(5100)).isEmpty();
    }

    @Test
    void countsWhatAMoveLocksOnBothSides() {
        Set<String> incoming = Set.of(
                "relation a r",
                "relation a_id_seq S",
                "routine f()",
                "statistics s",
                "column a.id int4 -1",
                "type t e");
        assertThat(findings(PLAN.withSwapStrategy(SwapStrategy.MOVE), 6000, incoming))
                .extracting(Finding::what)
                .containsExactly("the destination's lock table has no room for 6504 objects: 6400 slots,"
                        + " of which 20 are in use");
    }

    @Test
    void wantsASettingThatIsEnough() {
        long needed = new LockSpace(64, 6400, 20, 10_000).perTransactionNeeded();
        LockSpace then = new LockSpace(needed, needed * 100, 20, 10_000);
        assertThat(then.isEnough()).isTrue();
        assertThat(then.isTight()).isFalse();
    }
}
