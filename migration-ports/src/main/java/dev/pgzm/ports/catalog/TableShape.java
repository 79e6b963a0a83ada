package dev.pgzm.ports.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** A table of the live schema, or a sequence that no column owns, as far as it decides whether it can be preserved. */
@Value.Immutable
public interface TableShape {
    String relname();

    boolean sequence();

    /** The partitioned table at the top; empty for what is no partition. */
    Optional<String> root();

    boolean unlogged();

    List<ColumnShape> columns();

    /** The columns of each unique index that is complete and has no nulls. */
    List<Set<String>> keys();

    /** Why no table of this kind, or none that the connected role sees so, can be kept in step; in words. */
    List<String> obstacles();
}
