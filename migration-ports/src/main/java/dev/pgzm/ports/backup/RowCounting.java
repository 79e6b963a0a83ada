package dev.pgzm.ports.backup;

/** How the rows of a backup are counted. */
public enum RowCounting {
    /** As the planner estimates them, which costs nothing. */
    ESTIMATED,
    /** By reading every table. */
    EXACT
}
