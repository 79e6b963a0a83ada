package dev.pgzm.domain.work;

/**
 * The strongest lock that a task takes on a relation, in PostgreSQL's words; two tasks that would wait for each other in the
 * database never run at once.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html">the table of conflicting lock modes</a>
 */
public enum Access {
    /** VALIDATE CONSTRAINT reads the rows that a foreign key refers to. */
    ROW_SHARE,
    /** ANALYZE; VALIDATE CONSTRAINT of the table's own key. */
    SHARE_UPDATE_EXCLUSIVE,
    /** CREATE INDEX, many at once. */
    SHARE,
    /** ADD FOREIGN KEY, on both sides. */
    SHARE_ROW_EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    boolean conflictsWith(Access other) {
        Access weaker = compareTo(other) < 0 ? this : other;
        Access stronger = weaker == this ? other : this;
        return switch (weaker) {
            case ROW_SHARE -> stronger == ACCESS_EXCLUSIVE;
            case SHARE -> stronger != SHARE;
            default -> true;
        };
    }

    static Access stronger(Access one, Access other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
