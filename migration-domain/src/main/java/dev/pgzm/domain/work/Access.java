package dev.pgzm.domain.work;

/** How a task uses a relation; two tasks that would wait for each other in the database never run at once. */
public enum Access {
    /** Goes along with other shared uses, such as two CREATE INDEX of a table. */
    SHARED,
    EXCLUSIVE;

    boolean conflictsWith(Access other) {
        return this == EXCLUSIVE || other == EXCLUSIVE;
    }
}
