package dev.pgzm.ports.plan;

/** Who owns the new live schema's objects, and who may use them. */
public enum OwnershipPolicy {
    /** Objects that exist on both sides have the destination's owner and privileges, others the source's. */
    DESTINATION,
    /** All objects have the source's, as far as the destination has the roles. */
    SOURCE,
    /** All objects belong to the connected role, and nothing is granted but on the schema. */
    NONE
}
