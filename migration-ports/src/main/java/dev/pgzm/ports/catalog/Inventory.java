package dev.pgzm.ports.catalog;

import java.util.Set;

/**
 * What a schema holds, so that two schemas can be compared without reading definitions that servers of different
 * versions print differently.
 *
 * @param objects one line an object: its kind, name and state, such as {@code index orders_pkey valid}
 */
public record Inventory(Set<String> objects) {
    public Inventory {
        objects = Set.copyOf(objects);
    }

    /** Whether one of the lines is this, or begins with it and goes on with another word. */
    boolean holds(String line) {
        return objects.contains(line) || objects.stream().anyMatch(object -> object.startsWith(line + " "));
    }
}
