package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.swap.ChosenStrategy;
import dev.pgzm.ports.sync.PreservedStanding;
import dev.pgzm.ports.sync.PreservedTables;
import java.util.List;
import java.util.stream.Stream;

/** Tells what stands in the way of a prepared migration's swap. Touches nothing. */
public final class SwapCheck {
    static final List<SwapRule> RULES = List.of(
            new SwapPrivilegeRule(),
            new StrategyRule(),
            new MemberNameRule(),
            new DependentRule(),
            new LockSpaceRule(),
            new SearchPathRule());

    private final Catalogs catalogs;
    private final PreservedTables preserved;

    public SwapCheck(Catalogs catalogs, PreservedTables preserved) {
        this.catalogs = catalogs;
        this.preserved = preserved;
    }

    /**
     * Errors would refuse the swap; it would wait for what is told as an information.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where the destination cannot be asked
     */
    public SwapVerdict examine(Plan plan, MigrationRecord record) {
        DestinationFacts found = catalogs.destination(plan);
        ChosenStrategy chosen = StrategyChoice.of(plan, found, List.of());
        DestinationFacts destination = KeptTypes.withoutTheirDependents(
                StrategyChoice.facing(chosen, found), KeptTypes.oids(record.keptTypes()));
        Plan decided = ImmutablePlan.copyOf(plan).withSwapStrategy(chosen.strategy());
        Inventory incoming = catalogs.expectedInventory(plan);
        Stream<Finding> findings = Stream.of(
                        emptied(record),
                        preserved(plan, record),
                        KeptTypes.altered(record.keptTypes(), destination).stream()
                                .map(typname -> altered(record, typname)),
                        KeptTypes.disowned(record.keptTypes(), destination).stream()
                                .map(typname -> disowned(destination, record, typname)),
                        moving(plan, chosen),
                        RULES.stream().flatMap(rule -> rule.judge(decided, destination, incoming)),
                        Inheritance.beforeTakingOver(plan, catalogs.losses(plan)),
                        catalogs.blockers(decided).stream().map(SwapCheck::blocker),
                        catalogs.oldSnapshots(plan).stream().map(SwapCheck::oldSnapshot))
                .flatMap(each -> each);
        return new SwapVerdict(chosen, findings.toList());
    }

    /**
     * The errors that are left when shadow's objects have been given what the live ones have; what is no error, {@link
     * #examine} has told.
     */
    public List<Finding> examineInheritance(Plan plan) {
        return Inheritance.afterTakingOver(plan, catalogs.losses(plan))
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    private Stream<Finding> preserved(Plan plan, MigrationRecord record) {
        if (!record.preservation().isAsked()) {
            return Stream.empty();
        }
        return Stream.concat(
                preserved.standings(plan.destination()).stream().flatMap(SwapCheck::outOfStep),
                OrphanRule.beforeSwap(plan, preserved.orphans(plan)));
    }

    private static Stream<Finding> outOfStep(PreservedStanding table) {
        return Stream.concat(
                table.obstacle().stream()
                        .flatMap(obstacle -> Findings.errorIf(
                                true,
                                "preserved table " + table.relname() + " cannot be swapped",
                                obstacle,
                                "Run pgzm abort, then prepare again.")),
                // another transaction's rows may have been in the way
                Findings.warningIf(
                        table.errors() > 0,
                        table.errors() + " changed rows of preserved table " + table.relname()
                                + " are not brought over",
                        "the swap tries again, and is refused if one still fails: "
                                + table.lastError().orElse(""),
                        ""));
    }

    static Stream<Finding> moving(Plan plan, ChosenStrategy chosen) {
        return Findings.infoIf(
                chosen.strategy() == SwapStrategy.MOVE,
                "the swap moves what is in " + plan.liveSchema() + " one by one, and readers wait for it too",
                chosen.reason());
    }

    private static Stream<Finding> emptied(MigrationRecord record) {
        return Findings.errorIf(
                record.emptiedByCrash(),
                "the destination has crashed since migration " + record.id() + " was prepared",
                "PostgreSQL empties unlogged tables in a crash, and the new schema has such tables",
                "Run pgzm resume, which copies everything again, or pgzm abort.");
    }

    private static Finding altered(MigrationRecord record, String typname) {
        return new Finding(
                Severity.ERROR,
                "type " + record.liveSchema() + "." + typname + " was altered since migration " + record.id()
                        + " was prepared",
                "the new schema uses it, and was built for what it was",
                "Run pgzm abort, then prepare again.");
    }

    private static Finding disowned(DestinationFacts destination, MigrationRecord record, String typname) {
        return new Finding(
                Severity.ERROR,
                "role " + destination.database().user() + " does not own type " + record.liveSchema() + "." + typname
                        + " any more",
                "the new schema uses it, and the swap has to move it",
                "Let the role own it again, or run pgzm abort, then prepare again.");
    }

    static Finding blocker(String session) {
        return new Finding(
                Severity.INFO, session + " holds a lock", "the swap would wait for it, in short attempts", "");
    }

    private static Finding oldSnapshot(String session) {
        return new Finding(
                Severity.INFO,
                session,
                "it would see new tables empty; the swap waits for it while it is idle in its transaction",
                "");
    }
}
