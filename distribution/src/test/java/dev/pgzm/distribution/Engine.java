package dev.pgzm.distribution;

import dev.pgzm.domain.ImmutablePorts;
import dev.pgzm.domain.machine.PhasedMigrations;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
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
        Databases databases = new Databases();
        return new PhasedMigrations(
                ImmutablePorts.builder()
                        .catalogs(databases.catalogs())
                        .sourceDump(databases.sourceDump())
                        .shadowRestore(databases.shadowRestore())
                        .schemaSwap(databases.schemaSwap())
                        .destinationLock(databases.destinationLock())
                        .stateStore(new FileStateStore(directory))
                        .build(),
                Executors.newCachedThreadPool(),
                InstantSource.system());
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
