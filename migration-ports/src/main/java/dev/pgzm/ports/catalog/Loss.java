package dev.pgzm.ports.catalog;

/**
 * Something that a live object has and the shadow schema's object of the same name lacks.
 *
 * @param what in words, as {@code SELECT on table orders for role app}
 * @param curable whether the connected role may give it to shadow's object
 */
public record Loss(Kind kind, String what, boolean curable) {
    /** How much an application relies on it. */
    public enum Kind {
        /** A role may not do something any more. */
        PRIVILEGE,
        /** An object belongs to another role; its former owner has what was granted. */
        OWNER,
        /** Something else about an object, or about those that are yet to be created, is not as it was. */
        SETTING
    }
}
