package dev.pgzm.ports.restore;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SequenceValue;
import dev.pgzm.ports.dump.SourceTable;
import java.util.List;

/**
 * The shadow schema under construction. Safe for use by several threads at once.
 *
 * <p>Every method fails with {@code DESTINATION_FAILED}; what it did is then rolled back, while what earlier calls did
 * stays until {@link ShadowRestore#drop}. No method touches the live schema.
 */
public interface ShadowSchema extends AutoCloseable {
    /** Runs the entries in their order, many to a round trip, each batch a transaction. */
    void applyInOrder(List<ScriptEntry> entries);

    /** Runs one entry's statements as one transaction. */
    void apply(ScriptEntry entry);

    /**
     * Copies a part's rows, in one transaction.
     *
     * @return how many rows the destination says it received
     */
    long load(SourceTable table, Part part, PartRows rows);

    /** Gathers statistics of a table or a materialized view, named as on the source. */
    void analyze(RelationName relation);

    /** Fills a materialized view, named as on the source. */
    void refresh(RelationName view);

    /** Sets every sequence to where it stood on the source. Idempotent. */
    void setSequences(List<SequenceValue> values);

    /**
     * The last step: function bodies name the live schema again, default privileges are set, and the catalog shows that
     * nothing in shadow hangs on anything in the live schema but extensions.
     */
    void finish();

    /** Makes every statement in flight fail soon; for when the run is lost. May be called at any time. */
    void cancel();

    /** Closes the connections; may be called twice. The schema stays. */
    @Override
    void close();
}
