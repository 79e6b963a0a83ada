package dev.pgzm.ports.dump;

import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.RelationName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** Everything that a snapshot holds but the rows. */
@Value.Immutable
public interface SourceContents {
    /** The snapshot, as {@code pg_current_snapshot()} prints it. */
    String snapshot();

    SchemaScript script();

    List<SourceTable> tables();

    /** The enums, domains, composite and range types. */
    List<LiveType> types();

    List<SequenceValue> sequences();

    /** The materialized views that hold rows, by {@code pg_class.oid}. */
    Map<Long, RelationName> populatedViews();

    /** The partitioned tables, by {@code pg_class.oid}; their statistics are gathered from their partitions. */
    Map<Long, RelationName> partitionedTables();

    Inventory inventory();

    /** The comment on the live schema. */
    Optional<String> schemaComment();
}
