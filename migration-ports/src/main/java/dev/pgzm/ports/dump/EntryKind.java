package dev.pgzm.ports.dump;

/** The kinds of script entry that the order of work tells apart. */
public enum EntryKind {
    /** The live schema itself, its comment and privileges. */
    LIVE_SCHEMA,
    FUNCTION,
    TABLE,
    MATERIALIZED_VIEW,
    INDEX,
    INDEX_ATTACH,
    /** Primary key, unique, exclusion, and checks that pg_dump sets apart. */
    CONSTRAINT,
    FOREIGN_KEY,
    STATISTICS,
    RULE,
    TRIGGER,
    POLICY,
    PRIVILEGES,
    DEFAULT_PRIVILEGES,
    /** Whatever else pg_dump writes: its own order is enough. */
    OTHER
}
