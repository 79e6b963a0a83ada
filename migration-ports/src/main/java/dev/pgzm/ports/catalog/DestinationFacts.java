package dev.pgzm.ports.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** What preflight asks the destination. */
@Value.Immutable
public interface DestinationFacts {
    DatabaseFacts database();

    LockSpace lockSpace();

    /** Empty where the plan has no limit of that kind. */
    Optional<StrainSight> strainSight();

    /** Of the kinds that the plan limits, as it is now. */
    List<Strain> strains();

    boolean liveSchemaExists();

    /** Whether the connected role may rename the live schema: it owns it, or is a member of its owner. */
    boolean ownsLiveSchema();

    /** Whether the connected role has CREATE on the database. */
    boolean createsSchemas();

    /** What leaves the live schema. */
    List<LiveTable> tables();

    /** Those of the live schema. */
    List<LiveType> types();

    /** What preserved tables are judged by; empty where the plan asks for none. */
    List<TableShape> shapes();

    /** Which types are assigned to which, as {@code integer to bigint}; empty where the plan preserves no tables. */
    Set<String> assignmentCasts();

    /** Tables of the live schema that the connected role may not lock in EXCLUSIVE mode. */
    List<RelationName> unlockable();

    /** Objects of the live and the shadow schema, in words, that the connected role may not give another schema. */
    List<String> unmovable();

    /** How many locks it takes to move all that the live schema holds. */
    @Value.Default
    default long locksToMove() {
        return 0;
    }

    /** Schemas that have the shadow schema's name or that of the tool's own schema, without this tool's mark. */
    List<String> foreignSchemas();

    /** Whether a migration has left a schema, complete or not. */
    boolean holdsMigration();

    /** The record of that migration. */
    Optional<MigrationRecord> migration();

    List<AvailableExtension> available();

    /** What the extensions hold in the live schema, which is there after the swap too. */
    List<ExtensionMember> members();

    /** What hangs on the live schema from outside, publications of its tables included. */
    List<ExternalDependent> externalDependents();

    /** Publications of all tables of the database. */
    Set<String> publicationsOfAllTables();

    /** Settings of roles and databases that name the shadow schema on a search_path, in words. */
    List<String> searchPathsWithShadow();

    /** Partitions and children in another schema than their parent, where one of the two is the live schema. */
    List<String> relativesElsewhere();

    /** Tablespaces, access methods, languages and foreign servers, each in the words of {@link SourceFacts}. */
    Set<String> globals();
}
