package dev.pgzm.distribution;

import dev.pgzm.domain.ImmutablePorts;
import dev.pgzm.domain.Ports;
import dev.pgzm.domain.backup.KeptBackups;
import dev.pgzm.domain.machine.PhasedMigrations;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.state.StateLocation;
import dev.pgzm.postgres.Databases;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.state.file.FileStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** The engine embedded in a program, without Guice. */
final class Engine {
    private Engine() {}

    static Migrations withStateIn(Path directory) {
        return new PhasedMigrations(ports(directory), Executors.newCachedThreadPool(), InstantSource.system());
    }

    static Backups backupsWithStateIn(Path directory) {
        return new KeptBackups(ports(directory), Executors.newCachedThreadPool(), InstantSource.system());
    }

    private static Ports ports(Path directory) {
        Databases databases = new Databases();
        return ImmutablePorts.builder()
                .catalogs(databases.catalogs())
                .sourceDump(databases.sourceDump())
                .shadowRestore(databases.shadowRestore())
                .schemaSwap(databases.schemaSwap())
                .preservedTables(databases.preservedTables())
                .backupSchemas(databases.backupSchemas())
                .destinationLock(databases.destinationLock())
                .stateStore(new FileStateStore(directory, InstantSource.system()))
                .build();
    }

    static Migrations withStateAt(StateLocation location) {
        return withStateIn(((StateLocation.Directory) location).path());
    }

    static Backups backupsWithStateAt(StateLocation location) {
        return backupsWithStateIn(((StateLocation.Directory) location).path());
    }

    /** A plan's destination, with the password that its source needs and no state remembers. */
    static ImmutableTarget target(Plan plan) {
        return ImmutableTarget.builder()
                .destination(plan.destination())
                .sourcePassword(plan.source().password())
                .build();
    }

    /** Small parts, so that even small tables are split. */
    static ImmutablePlan plan(TestDatabase source, TestDatabase destination) {
        return ImmutablePlan.builder()
                .source(DatabaseUrl.parse(source.url(), name -> null))
                .destination(DatabaseUrl.parse(destination.url(), name -> null))
                .jobs(4)
                .partBytes(1 << 20)
                .swapTimeout(Duration.ofSeconds(10))
                .build();
    }
}
