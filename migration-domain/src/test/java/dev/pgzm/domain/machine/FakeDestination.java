package dev.pgzm.domain.machine;

import dev.pgzm.domain.Ports;
import dev.pgzm.ports.backup.BackupSchemas;
import dev.pgzm.ports.catalog.ArchivePlace;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.ImmutableDatabaseFacts;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import dev.pgzm.ports.catalog.ImmutableMigrationRecord;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceDump;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.state.DestinationLock;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.MemoryStateStore;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.sync.Orphans;
import dev.pgzm.ports.sync.PreservedStanding;
import dev.pgzm.ports.sync.PreservedTables;
import dev.pgzm.ports.sync.TableComparison;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A destination that holds what a test says, and can be asked only. */
final class FakeDestination implements Ports {
    static final MigrationId ID = new MigrationId(42);
    static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://app:pw@new/shop", name -> null);
    static final Target TARGET = ImmutableTarget.builder().destination(URL).build();

    Optional<String> lockHolder = Optional.empty();
    final List<String> views = new ArrayList<>();
    final List<Loss> losses = new ArrayList<>();
    private final MemoryStateStore states = new MemoryStateStore(InstantSource.system());
    private Optional<MigrationRecord> record = Optional.empty();
    private boolean backup;
    private boolean rolledBack;

    FakeDestination holds(ImmutableMigrationRecord.Builder held) {
        record = Optional.of(held.build());
        return this;
    }

    FakeDestination holdsBackup() {
        backup = true;
        return this;
    }

    FakeDestination isRolledBack() {
        rolledBack = true;
        return this;
    }

    FakeDestination remembers(MigrationStatus status, Goal goal, Optional<String> failure) {
        Plan plan = ImmutablePlan.builder()
                .source(URL)
                .destination(URL)
                .jobs(1)
                .build()
                .withoutSecrets();
        states.save(ImmutableMigrationState.builder()
                .id(ID)
                .version(1)
                .status(status)
                .plan(plan)
                .goal(goal)
                .failure(failure)
                .build());
        return this;
    }

    static ImmutableMigrationRecord.Builder copying(Goal goal) {
        return ImmutableMigrationRecord.builder()
                .id(ID)
                .goal(goal)
                .source("postgresql://app@old/shop")
                .liveSchema("public")
                .shadowSchema("shadow")
                .lineage("7")
                .fingerprint("f")
                .snapshot("10:10:")
                .created(Instant.EPOCH)
                .rowsComplete(false)
                .emptiedByCrash(false)
                .swapped(false)
                .tables(4)
                .rows(100)
                .bytes(1000);
    }

    static ImmutableMigrationRecord.Builder prepared(Goal goal) {
        return copying(goal).rowsComplete(true).prepared(Instant.EPOCH);
    }

    @Override
    public Catalogs catalogs() {
        return new FakeCatalogs();
    }

    @Override
    public StateStore stateStore() {
        return states;
    }

    @Override
    public DestinationLock destinationLock() {
        return new FakeLock();
    }

    @Override
    public SourceDump sourceDump() {
        throw notAsked();
    }

    @Override
    public ShadowRestore shadowRestore() {
        throw notAsked();
    }

    @Override
    public PreservedTables preservedTables() {
        return new NoPreservedTables();
    }

    @Override
    public SchemaSwap schemaSwap() {
        throw notAsked();
    }

    @Override
    public BackupSchemas backupSchemas() {
        throw notAsked();
    }

    private static ExternalDependent dependent(String what) {
        return ImmutableExternalDependent.builder()
                .what(what)
                .addHolds(new ExternalDependent.Hold("table public.t", Set.of("column t.gone"), Optional.empty()))
                .build();
    }

    private static AssertionError notAsked() {
        return new AssertionError("was to be asked only where a migration stands");
    }

    /** No record of these tests preserves a table. */
    private static final class NoPreservedTables implements PreservedTables {
        @Override
        public void keepInStep(Plan plan, List<ScriptEntry> late, ExtensionPlan extensions, Progress progress) {
            throw notAsked();
        }

        @Override
        public List<PreservedStanding> standings(DatabaseUrl destination) {
            throw notAsked();
        }

        @Override
        public List<Orphans> orphans(Plan plan) {
            throw notAsked();
        }

        @Override
        public List<TableComparison> compare(Plan plan) {
            throw notAsked();
        }

        @Override
        public Optional<Finding> unguard(Plan plan, MigrationId id, Progress progress) {
            throw notAsked();
        }
    }

    private final class FakeLock implements DestinationLock {
        @Override
        public Held acquire(DatabaseUrl destination, LeaseHolder me) {
            lockHolder.ifPresent(holder -> {
                throw new MigrationException(DestinationLock.heldBy(holder));
            });
            return new Held() {
                @Override
                public void renew() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public Optional<String> holder(DatabaseUrl destination) {
            return lockHolder;
        }
    }

    private final class FakeCatalogs implements Catalogs {
        @Override
        public Optional<MigrationRecord> migration(DatabaseUrl destination) {
            return record;
        }

        @Override
        public boolean hasBackup(DatabaseUrl destination, MigrationId id) {
            return backup;
        }

        @Override
        public boolean isRolledBackSince(DatabaseUrl destination, MigrationId id) {
            return rolledBack;
        }

        @Override
        public List<Loss> losses(Plan plan) {
            return losses;
        }

        @Override
        public List<String> blockers(Plan plan) {
            return List.of();
        }

        @Override
        public List<String> oldSnapshots(Plan plan) {
            return List.of();
        }

        @Override
        public DestinationFacts destination(Plan plan) {
            return ImmutableDestinationFacts.builder()
                    .database(ImmutableDatabaseFacts.builder()
                            .version(new ServerVersion(170_000))
                            .identity("i")
                            .lineage("8")
                            .database("shop")
                            .user("app")
                            .superuser(false)
                            .inRecovery(false)
                            .encoding("UTF8")
                            .build())
                    .lockSpace(new LockSpace(64, 6400, 10, 1))
                    .liveSchemaExists(true)
                    .ownsLiveSchema(true)
                    .createsSchemas(true)
                    .holdsMigration(false)
                    .externalDependents(views.stream()
                            .map(view -> dependent("view " + view))
                            .toList())
                    .build();
        }

        @Override
        public SourceFacts source(Plan plan) {
            throw notAsked();
        }

        @Override
        public ClientTools clientTools(Plan plan, ServerVersion source) {
            throw notAsked();
        }

        @Override
        public Optional<ArchivePlace> archivePlace(Plan plan) {
            throw notAsked();
        }

        @Override
        public Inventory liveInventory(Plan plan) {
            throw notAsked();
        }

        @Override
        public Inventory shadowInventory(Plan plan) {
            throw notAsked();
        }

        @Override
        public Inventory expectedInventory(Plan plan) {
            return new Inventory(Set.of());
        }
    }
}
