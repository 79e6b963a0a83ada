package dev.pgzm.ports.dump;

import dev.pgzm.ports.catalog.RelationName;
import java.util.List;
import org.immutables.value.Value;

/** A table whose own rows are to be copied: an ordinary table or a leaf partition. */
@Value.Immutable
public interface SourceTable {
    /** {@code pg_class.oid} on the source. */
    long oid();

    RelationName name();

    /** The columns that hold data of their own, in order: not dropped, not generated. May be empty. */
    List<String> columns();

    RowFormat format();

    /** Size of the heap in pages of the server's block size, at the snapshot or later. */
    long pages();

    /** Heap and TOAST in bytes. */
    long bytes();

    /** {@code pg_relation_filenode}: another one after a TRUNCATE, or after anything that moves all rows. */
    long filenode();

    /** Whether a crash of the server empties it. */
    boolean unlogged();

    /** Whether ctid ranges of this table can be read without reading the rest. */
    boolean splittable();

    /** {@code pg_class.oid} of every table that this one is a partition or a child of, nearest first. */
    List<Long> ancestors();
}
