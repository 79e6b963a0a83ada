package dev.pgzm.ports.catalog;

import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * Reads both databases' catalogs.
 *
 * <p>Every method opens a connection of its own, takes no lock but ACCESS SHARE on catalogs, writes nothing, and may be
 * repeated. All fail with {@link dev.pgzm.ports.error.ErrorCode#PREFLIGHT} where the server cannot be reached or asked.
 */
public interface Catalogs {
    /** Reads them from the plan's archive, and not from the source, where that is complete. */
    SourceFacts source(Plan plan);

    DestinationFacts destination(Plan plan);

    /** The highest major version of a server that the client tools found can dump, and where they are. */
    ClientTools clientTools(Plan plan, ServerVersion source);

    /** Looks at the place of the plan's archive; empty where the plan has none. */
    Optional<ArchivePlace> archivePlace(Plan plan);

    /** What the destination's live schema holds now. */
    Inventory liveInventory(Plan plan);

    /** What the destination's shadow schema holds now. */
    Inventory shadowInventory(Plan plan);

    /** What the source held, for as long as the destination holds the migration's record. */
    Inventory expectedInventory(Plan plan);

    /** What the destination holds of a migration that is not cleaned up; empty where there is none. */
    Optional<MigrationRecord> migration(DatabaseUrl destination);

    /** Whether a migration's swap was committed: its backup schema exists. */
    boolean hasBackup(DatabaseUrl destination, MigrationId id);

    /** Whether there is a backup that a rollback has replaced, later than a migration began. */
    boolean isRolledBackSince(DatabaseUrl destination, MigrationId id);

    /**
     * What live objects have and shadow's objects of the same names lack: privileges, and what the destination keeps of its
     * own. Empty where there is no shadow schema. Whether that is as it was asked for is not judged.
     */
    List<Loss> losses(Plan plan);

    /** Who holds what the swap will have to lock, right now, in words; applications come and go. */
    List<String> blockers(Plan plan);

    /**
     * Whose transactions would miss rows of the prepared schema, in words: their snapshot is older. Empty where nothing is
     * prepared.
     */
    List<String> oldSnapshots(Plan plan);
}
