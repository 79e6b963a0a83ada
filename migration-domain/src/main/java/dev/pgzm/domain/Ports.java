package dev.pgzm.domain;

import dev.pgzm.ports.backup.BackupSchemas;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.dump.SourceDump;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.state.DestinationLock;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.sync.PreservedTables;
import org.immutables.value.Value;

/** Everything outside that a migration talks to. */
@Value.Immutable
@Value.Style(
        jdkOnly = true,
        visibility = Value.Style.ImplementationVisibility.PUBLIC,
        allowedClasspathAnnotations = {javax.annotation.processing.Generated.class})
public interface Ports {
    Catalogs catalogs();

    SourceDump sourceDump();

    ShadowRestore shadowRestore();

    SchemaSwap schemaSwap();

    PreservedTables preservedTables();

    BackupSchemas backupSchemas();

    StateStore stateStore();

    DestinationLock destinationLock();
}
