package dev.pgzm.ports.catalog;

/**
 * What an extension holds in the live schema.
 *
 * @param object the object that cannot stand beside it, as an {@link Inventory} says it
 */
public record ExtensionMember(String extname, String object) {
    /** Whether a schema that holds this has an object that cannot stand beside it. */
    public boolean clashesWith(Inventory incoming) {
        return incoming.holds(object);
    }
}
