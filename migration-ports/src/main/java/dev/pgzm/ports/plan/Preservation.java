package dev.pgzm.ports.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** Which tables keep the destination's rows through a migration, and what is done where they do not fit the new schema. */
@Value.Immutable
public interface Preservation {
    /** As a person writes them. */
    List<TablePattern> tables();

    @Value.Default
    default OrphanPolicy orphans() {
        return OrphanPolicy.FAIL;
    }

    @Value.Default
    default DroppedColumns droppedColumns() {
        return DroppedColumns.REFUSE;
    }

    default boolean isAsked() {
        return !tables().isEmpty();
    }

    /** The same, of exactly these tables. */
    default Preservation of(List<String> relnames) {
        return ImmutablePreservation.builder()
                .from(this)
                .tables(relnames.stream().map(TablePattern::exactly).collect(Collectors.toList()))
                .build();
    }
}
