package dev.pgzm.ports.plan;

/** What to do about objects of other schemas that hang on objects of the live schema and cannot be repointed. */
public enum DependentPolicy {
    /** Refuse in preflight. */
    REFUSE,
    /** Leave them hanging on the backup schema. */
    IGNORE
}
