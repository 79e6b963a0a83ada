package dev.pgzm.ports.backup;

/**
 * Something about a backup that stays as it is for as long as nobody touches the backup.
 *
 * @param object what it is about, in words
 * @param value how that is; an empty string where there is nothing but that it is there
 */
public record BackupFact(Kind kind, String object, String value) {
    /** What facts are about. */
    public enum Kind {
        /** An object is there, in a state, as an {@link dev.pgzm.ports.catalog.Inventory} says it. */
        OBJECT,
        /** An index is not valid, or a constraint not validated. */
        INVALID,
        /** Who owns an object, and what roles may do on it. */
        PRIVILEGES,
        /** Where a sequence stands. */
        SEQUENCE,
        /** How many rows a table has, and their checksum. */
        ROWS
    }
}
