package dev.pgzm.distribution;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.pgzm.domain.ImmutablePorts;
import dev.pgzm.domain.Ports;
import dev.pgzm.domain.backup.KeptBackups;
import dev.pgzm.domain.machine.PhasedMigrations;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.postgres.Databases;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** The engine, from whatever binds its ports. */
final class EngineModule extends AbstractModule {
    private final Executor workers;

    EngineModule(Executor workers) {
        this.workers = workers;
    }

    @Provides
    @Singleton
    Migrations migrations(Ports ports) {
        return new PhasedMigrations(ports, workers, InstantSource.system());
    }

    @Provides
    @Singleton
    Backups backups(Ports ports) {
        return new KeptBackups(ports, workers, InstantSource.system());
    }

    @Provides
    Ports ports(Databases databases, StateStore states) {
        return ImmutablePorts.builder()
                .catalogs(databases.catalogs())
                .sourceDump(databases.sourceDump())
                .shadowRestore(databases.shadowRestore())
                .schemaSwap(databases.schemaSwap())
                .preservedTables(databases.preservedTables())
                .backupSchemas(databases.backupSchemas())
                .stateStore(states)
                .destinationLock(databases.destinationLock())
                .build();
    }
}
