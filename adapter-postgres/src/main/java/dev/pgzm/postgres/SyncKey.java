package dev.pgzm.postgres;

/**
 * A column of the key that tells a preserved table's rows apart.
 *
 * @param live the operator of its unique index on the live table
 * @param shadow likewise on the new table
 */
record SyncKey(SyncColumn column, String live, String shadow) {}
