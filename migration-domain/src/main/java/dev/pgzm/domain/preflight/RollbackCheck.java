package dev.pgzm.domain.preflight;

import dev.pgzm.ports.RollbackScope;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.catalog.TableShape;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.util.List;
import java.util.stream.Stream;

/** Tells what stands in the way of a rollback, and which rows it makes visible. Touches nothing. */
public final class RollbackCheck {
    private static final List<SwapRule> RULES = List.of(
            new SwapPrivilegeRule(),
            new StrategyRule(),
            new MemberNameRule(),
            new DependentRule(),
            new LockSpaceRule());

    private static final String UNUSED_SCHEMA = "shadow";

    private final Catalogs catalogs;

    public RollbackCheck(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * Errors would refuse the rollback.
     *
     * @param plan its shadow schema is the backup, its preserved tables are those that are to be kept
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where the destination cannot be asked
     */
    public RollbackVerdict examine(Plan plan, Backup backup) {
        DestinationFacts found = catalogs.destination(plan);
        ChosenStrategy chosen = StrategyChoice.of(plan, found, List.of());
        DestinationFacts destination =
                KeptTypes.withoutTheirDependents(StrategyChoice.facing(chosen, found), backup.ownTypes());
        RollbackScope scope = scope(plan, found);
        Plan decided = ImmutablePlan.copyOf(plan).withSwapStrategy(chosen.strategy());
        Inventory incoming = catalogs.shadowInventory(plan);
        Stream<Finding> findings = Stream.of(
                        SwapCheck.moving(plan, chosen),
                        new KeptTableRule(plan, found, shapesOfBackup(plan)).judge(scope.kept()),
                        outdated(scope),
                        RULES.stream().flatMap(rule -> rule.judge(decided, destination, incoming)),
                        destination.types().stream()
                                .filter(type -> !type.owned()
                                        && backup.ownTypes()
                                                .contains(type.identity().oid()))
                                .map(type -> disowned(destination, plan, type.typname())),
                        Findings.errorIf(
                                !destination.createsSchemas(),
                                "role " + destination.database().user() + " has no CREATE privilege on the database",
                                "who renames a schema needs it",
                                "GRANT CREATE ON DATABASE to that role."),
                        catalogs.losses(plan).stream().flatMap(RollbackCheck::lost),
                        catalogs.blockers(decided).stream().map(SwapCheck::blocker))
                .flatMap(each -> each);
        return new RollbackVerdict(chosen, scope, findings.toList());
    }

    private static RollbackScope scope(Plan plan, DestinationFacts live) {
        List<String> kept = PreservedChoice.names(plan, live.shapes());
        Stream<String> tables = plan.preservation().isAsked()
                ? live.shapes().stream()
                        .filter(shape -> !shape.sequence() && shape.root().isEmpty())
                        .map(TableShape::relname)
                : live.tables().stream().map(table -> table.name().relname());
        return new RollbackScope(
                plan.liveSchema(),
                kept,
                tables.filter(relname -> !kept.contains(relname)).sorted().toList());
    }

    private List<TableShape> shapesOfBackup(Plan plan) {
        return plan.preservation().isAsked()
                ? catalogs.destination(ImmutablePlan.copyOf(plan)
                                .withShadowSchema(UNUSED_SCHEMA)
                                .withLiveSchema(plan.shadowSchema()))
                        .shapes()
                : List.of();
    }

    private static Stream<Finding> outdated(RollbackScope scope) {
        return Findings.infoIf(
                !scope.outdated().isEmpty(),
                "what was written since the backup was replaced is not visible afterwards in "
                        + Findings.some(scope.outdated()),
                "the rows of these tables are the backup's; the current ones stay in the new backup");
    }

    private static Finding disowned(DestinationFacts destination, Plan plan, String typname) {
        return new Finding(
                Severity.ERROR,
                "role " + destination.database().user() + " does not own type " + plan.liveSchema() + "." + typname,
                "the backup uses it, and the rollback has to move it",
                "Connect as its owner.");
    }

    private static Stream<Finding> lost(Loss loss) {
        return Findings.warningIf(
                loss.kind() == Loss.Kind.PRIVILEGE && !loss.curable(),
                "lost in a rollback: " + loss.what(),
                "it was granted since the backup was replaced, and the connected role may not grant it on the backup",
                "Let the object's owner grant it afterwards.");
    }
}
