package dev.pgzm.postgres;

/**
 * What the building of shadow says in SQL.
 *
 * @param statements the script's
 * @param privileges those on the schema itself
 */
record ShadowBuild(ShadowStatements statements, ShadowPrivileges privileges) {}
