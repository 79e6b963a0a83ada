package dev.pgzm.ports.catalog;

import dev.pgzm.ports.plan.Plan;

/**
 * Reads both databases' catalogs.
 *
 * <p>Every method opens a connection of its own, takes no lock but ACCESS SHARE on catalogs, writes nothing, and may be
 * repeated. All fail with {@link dev.pgzm.ports.error.ErrorCode#PREFLIGHT} where the server cannot be reached or asked.
 */
public interface Catalogs {
    SourceFacts source(Plan plan);

    DestinationFacts destination(Plan plan);

    /** The highest major version of a server that the client tools found can dump, and where they are. */
    ClientTools clientTools(Plan plan, ServerVersion source);

    /** What the destination's live schema holds now. */
    Inventory liveInventory(Plan plan);
}
