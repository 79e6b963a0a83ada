package dev.pgzm.ports.dump;

import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** One entry of pg_dump's table of contents, with the statements that create the object on a server. */
@Value.Immutable
public interface ScriptEntry {
    /** Unique in the script. */
    int dumpId();

    /** The object's OID on the source, or 0 where the entry describes another entry's object. */
    long oid();

    EntryKind kind();

    /** Name and type for messages, as pg_dump gives them: {@code orders orders_pkey}, {@code CONSTRAINT}. */
    String label();

    Optional<String> owner();

    /** The {@code dumpId}s that must be there first. */
    List<Integer> dependencies();

    Section section();

    /** Statements in their order, naming the source's schema. */
    List<String> statements();
}
