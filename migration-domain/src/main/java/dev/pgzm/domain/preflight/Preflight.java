package dev.pgzm.domain.preflight;

import dev.pgzm.ports.ImmutablePreview;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Asks both sides and writes out the plan, with everything that speaks against it. Touches nothing. */
public final class Preflight {
    private static final List<Rule> RULES = List.of(
            new SameDatabaseRule(),
            new VersionRule(),
            new SchemaRule(),
            new PrivilegeRule(),
            new ExtensionRule(),
            new RoleRule(),
            new PlacementRule(),
            new LockSpaceRule(),
            new ConnectionRule(),
            new StrainRule(),
            new TypeRule(),
            new PreservedTableRule());

    private final Catalogs catalogs;
    private final Executor workers;

    /**
     * @param workers one of which asks the source while the caller asks the destination
     */
    public Preflight(Catalogs catalogs, Executor workers) {
        this.catalogs = catalogs;
        this.workers = workers;
    }

    private record Sides(SourceFacts source, DestinationFacts destination) {}

    /**
     * The plan, written out.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where a side cannot be asked at all, or this
     *     machine lacks the client programs
     */
    public Preview examine(Plan plan) {
        return examine(plan, ask(plan));
    }

    /** As {@link #examine}, for a migration to which what the destination holds of it is not in the way. */
    public Preview examineToGoOn(Plan plan, MigrationId id) {
        Sides sides = ask(plan);
        DestinationFacts destination = sides.destination();
        boolean own =
                destination.migration().filter(record -> record.id().equals(id)).isPresent();
        return examine(
                plan,
                own
                        ? new Sides(
                                sides.source(),
                                ImmutableDestinationFacts.copyOf(destination)
                                        .withMigration(Optional.empty())
                                        .withHoldsMigration(false))
                        : sides);
    }

    /** Nothing is under way when this fails. */
    private Sides ask(Plan plan) {
        CompletableFuture<SourceFacts> source = CompletableFuture.supplyAsync(() -> catalogs.source(plan), workers);
        try {
            DestinationFacts destination = catalogs.destination(plan);
            return new Sides(source.join(), destination);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof MigrationException known ? known : failed;
        } finally {
            source.exceptionally(told -> null).join();
        }
    }

    private Preview examine(Plan plan, Sides sides) {
        SourceFacts source = sides.source();
        DestinationFacts found = sides.destination();
        ClientTools tools = catalogs.clientTools(plan, source.database().version());
        List<Extension> missing = MissingExtensions.of(source, found);
        ChosenStrategy chosen = StrategyChoice.of(plan, found, missing);
        List<TypeIdentity> keptTypes = KeptTypes.of(plan.ownership(), source.types(), found.types());
        DestinationFacts destination =
                KeptTypes.withoutTheirDependents(StrategyChoice.facing(chosen, found), KeptTypes.oids(keptTypes));
        Plan decided = ImmutablePlan.copyOf(plan).withSwapStrategy(chosen.strategy());
        ExtensionPlan extensions = new ExtensionPlan(
                MissingExtensions.toCreate(decided, missing, destination),
                source.database().extensions(),
                destination.database().extensions());
        return ImmutablePreview.builder()
                .source(source)
                .destination(destination)
                .extensions(extensions)
                .extensionsToCarry(StrategyChoice.inLiveSchema(plan, destination).stream()
                        .map(Extension::extname)
                        .toList())
                .keptTypes(keptTypes.stream().map(TypeIdentity::typname).toList())
                .strategy(chosen)
                .findings(findings(new Facts(decided, source, destination, extensions), tools))
                .build();
    }

    private List<Finding> findings(Facts facts, ClientTools tools) {
        Inventory incoming = new Inventory(facts.source().objects());
        return Stream.of(
                        RULES.stream().flatMap(rule -> rule.judge(facts)),
                        catalogs.archivePlace(facts.plan()).stream()
                                .flatMap(place -> ArchiveRule.judge(facts, tools, place)),
                        SwapCheck.RULES.stream()
                                .flatMap(rule -> rule.judge(facts.plan(), facts.destination(), incoming)))
                .flatMap(each -> each)
                .toList();
    }
}
