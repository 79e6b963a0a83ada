package dev.pgzm.ports.plan;

/** What to do about objects of other schemas that hang on objects of the live schema. */
public enum DependentPolicy {
    /** Refuse in preflight. */
    REFUSE,
    /** Leave them hanging on the backup schema. */
    IGNORE
}
