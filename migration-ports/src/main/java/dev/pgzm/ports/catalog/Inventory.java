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

    /** How many of them a transaction locks that moves them all. */
    public long locksToMove() {
        return objects.stream().filter(Inventory::isLocked).count();
    }

    /** Types are not; the rest is part of a relation. */
    private static boolean isLocked(String object) {
        return object.startsWith("relation ") || object.startsWith("routine ") || object.startsWith("statistics ");
    }

    /** Whether one of the lines is this, or begins with it and goes on with another word. */
    boolean holds(String line) {
        return objects.contains(line) || objects.stream().anyMatch(object -> object.startsWith(line + " "));
    }
}
