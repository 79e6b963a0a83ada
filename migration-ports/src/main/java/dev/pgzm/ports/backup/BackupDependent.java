package dev.pgzm.ports.backup;

/**
 * An object outside a backup that uses one inside it.
 *
 * @param nspname where it stands; an empty string where it stands in no schema
 * @param what in words, with what it uses
 */
public record BackupDependent(String nspname, String what) {}
