package dev.pgzm.ports.catalog;

import java.util.Set;
import org.immutables.value.Value;

/** An installed extension, with the names that must not be taken for the user's own objects. */
@Value.Immutable
public interface Extension {
    String extname();

    String extversion();

    /** Where its objects live. */
    String nspname();

    /** {@code pg_extension.extrelocatable}. */
    boolean relocatable();

    /** Whether the connected role owns it and its members, or is a superuser. */
    boolean owned();

    /** The schemas where its members stand. */
    Set<String> memberSchemas();

    /** Whether all of it stands in one schema, as ALTER EXTENSION SET SCHEMA demands of everybody. */
    default boolean together() {
        return Set.of(nspname()).containsAll(memberSchemas());
    }

    /** The names of its members that stand in a schema: functions, types, operators, relations, operator classes. */
    Set<String> members();
}
