package dev.pgzm.postgres;

import dev.pgzm.ports.backup.BackupSchemas;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.dump.SourceDump;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.state.DestinationLock;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.sync.PreservedTables;

/** The PostgreSQL side of every port, for a program that wires by hand; stateless, and safe for use by many threads. */
public final class Databases {
    private final Catalogs catalogs = new JdbcCatalogs();
    private final SourceDump sourceDump = new ArchivingSourceDump();
    private final ShadowRestore shadowRestore = new JdbcShadowRestore();
    private final SchemaSwap schemaSwap = new RetryingSchemaSwap(new JdbcSchemaSwap());
    private final PreservedTables preservedTables = new JdbcPreservedTables();
    private final BackupSchemas backupSchemas = new JdbcBackupSchemas();
    private final DestinationLock destinationLock = new AdvisoryDestinationLock();

    public Catalogs catalogs() {
        return catalogs;
    }

    public SourceDump sourceDump() {
        return sourceDump;
    }

    public ShadowRestore shadowRestore() {
        return shadowRestore;
    }

    public SchemaSwap schemaSwap() {
        return schemaSwap;
    }

    public PreservedTables preservedTables() {
        return preservedTables;
    }

    public BackupSchemas backupSchemas() {
        return backupSchemas;
    }

    public DestinationLock destinationLock() {
        return destinationLock;
    }
}
