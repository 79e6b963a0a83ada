package dev.pgzm.domain.preflight;

import dev.pgzm.ports.ImmutablePreview;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import java.util.List;
import java.util.Optional;

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
            new TypeRule());

    private final Catalogs catalogs;

    public Preflight(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * The plan, written out.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where a side cannot be asked at all, or this
     *     machine lacks the client programs
     */
    public Preview examine(Plan plan) {
        return examine(plan, catalogs.destination(plan));
    }

    /** As {@link #examine}, for a migration to which what the destination holds of it is not in the way. */
    public Preview examineToGoOn(Plan plan, MigrationId id) {
        DestinationFacts destination = catalogs.destination(plan);
        boolean own =
                destination.migration().filter(record -> record.id().equals(id)).isPresent();
        return examine(
                plan,
                own
                        ? ImmutableDestinationFacts.copyOf(destination)
                                .withMigration(Optional.empty())
                                .withHoldsMigration(false)
                        : destination);
    }

    private Preview examine(Plan plan, DestinationFacts found) {
        SourceFacts source = catalogs.source(plan);
        catalogs.clientTools(plan, source.database().version());
        ExtensionPlan extensions = new ExtensionPlan(
                MissingExtensions.of(plan, source, found),
                source.database().extensions(),
                found.database().extensions());
        List<TypeIdentity> keptTypes = KeptTypes.of(source.types(), found.types());
        DestinationFacts destination = KeptTypes.withoutTheirDependents(found, keptTypes);
        Facts facts = new Facts(plan, source, destination, extensions);
        return ImmutablePreview.builder()
                .source(source)
                .destination(destination)
                .extensions(extensions)
                .extensionsToCarry(extensionsToCarry(facts))
                .keptTypes(keptTypes.stream().map(TypeIdentity::typname).toList())
                .addAllFindings(
                        RULES.stream().flatMap(rule -> rule.judge(facts)).toList())
                .addAllFindings(SwapCheck.RULES.stream()
                        .flatMap(rule -> rule.judge(plan, destination, new Inventory(source.objects())))
                        .toList())
                .build();
    }

    static List<String> extensionsToCarry(Facts facts) {
        return facts.destination().database().extensions().stream()
                .filter(extension -> extension.nspname().equals(facts.plan().liveSchema()))
                .map(Extension::extname)
                .toList();
    }
}
