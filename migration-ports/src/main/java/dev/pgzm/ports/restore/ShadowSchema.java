package dev.pgzm.ports.restore;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.progress.BuildProgress;
import java.util.List;
import java.util.Optional;

/**
 * The shadow schema under construction. Safe for use by several threads at once.
 *
 * <p>What is done is noted in the destination in the same transaction: each step is done once, and a repeat of it, also by
 * a later process, does nothing.
 *
 * <p>Every method fails with {@code DESTINATION_FAILED}; what it did is then rolled back, while what earlier calls did
 * stays until {@link ShadowRestore#drop}. No method touches the live schema.
 */
public interface ShadowSchema extends AutoCloseable {
    /** Runs the entries in their order, many to a round trip, each batch a transaction. */
    void applyInOrder(List<ScriptEntry> entries);

    /** Runs one entry's statements as one transaction; of a foreign key that was added unvalidated, what is left to do. */
    void apply(ScriptEntry entry, BuildMeans means);

    /**
     * Adds a foreign key between two ordinary tables, which reads no rows and needs its strong locks for a moment only;
     * {@link #apply} then reads the rows, with weaker locks.
     */
    void addUnvalidated(ScriptEntry foreignKey);

    /**
     * How far the server is with an entry that {@link #apply} is at, as of a moment ago: never waits for an answer, never fails.
     * Empty where nothing is known, as of what is no index.
     */
    default Optional<BuildProgress> building(ScriptEntry entry) {
        return Optional.empty();
    }

    /**
     * Copies a part's rows, in one transaction that is rolled back if the destination received another number of them than
     * the source sent. Not for parts that {@link #copied} knows. A table that cannot be completed in it is
     * completed after it, step by step, which tells of each failure by itself.
     */
    LoadedRows load(SourceTable table, Part part, PartRows rows, LoadSteps steps);

    /** Gathers statistics of a table or a materialized view, named as on the source. */
    void analyze(RelationName relation);

    /** Fills a materialized view, named as on the source. */
    void refresh(RelationName view);

    /** The parts whose rows are there, by this process or an earlier one. */
    List<CopiedPart> copied();

    /**
     * Empties tables that must be copied again, so that {@link #copied} no longer knows them. All foreign keys and
     * statistics go too, and can be built again.
     */
    void empty(List<SourceTable> tables);

    /** Notes that all rows copied so far are also those of this later snapshot, and takes over its sequences. */
    void rowsAreOf(SourceContents later);

    /** Notes that every row is copied, so that no other snapshot needs to be taken. */
    void rowsAreComplete();

    /** Sets every sequence to where it stood on the source when the rows were read. */
    void setSequences();

    /**
     * The last step: function bodies name the live schema again, objects that exist in the live schema too get what the
     * plan wants them to have of there, default privileges are set, and the catalog shows that nothing in shadow hangs on
     * anything in the live schema but extensions and the types that are kept.
     */
    void finish();

    /** Notes that shadow is complete and may go live; durable when this returns. */
    void prepared();

    /**
     * Of the kinds that the plan limits, what strains the destination now, as far as the connected role may see it. Asked in a
     * session of its own.
     */
    default List<Strain> strains() {
        return List.of();
    }

    /** Makes every statement in flight fail soon; for when the run is lost. May be called at any time. */
    void cancel();

    /** Closes the connections; may be called twice. The schema stays. */
    @Override
    void close();
}
