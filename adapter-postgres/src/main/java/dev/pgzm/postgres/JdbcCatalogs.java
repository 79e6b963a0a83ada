package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ArchivePlace;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads both catalogs over JDBC, each time with a connection of its own that cannot write. */
final class JdbcCatalogs implements Catalogs {
    private static final Sql COMMENTS_ON_BACKUPS =
            Sql.of("SELECT COALESCE(pg_catalog.obj_description(oid, 'pg_namespace'), '') FROM pg_catalog.pg_namespace"
                    + " WHERE nspname ~ '^backup_[1-9][0-9]{12}$'");
    private static final Sql INVENTORY = Sql.file("list_inventory");

    @Override
    public SourceFacts source(Plan plan) {
        return BeforeBeginning.failsAsPreflight(() -> ArchiveDirectory.toRead(plan)
                .map(archive -> archive.contents().facts())
                .orElseGet(() -> liveSource(plan)));
    }

    static SourceFacts liveSource(Plan plan) {
        return reading(Side.SOURCE, plan, session -> new SourceFactsReader(session, plan).read());
    }

    @Override
    public Optional<ArchivePlace> archivePlace(Plan plan) {
        return BeforeBeginning.failsAsPreflight(() -> ArchiveDirectory.of(plan).map(archive -> archive.place(plan)));
    }

    @Override
    public DestinationFacts destination(Plan plan) {
        return BeforeBeginning.failsAsPreflight(
                () -> reading(Side.DESTINATION, plan, session -> new DestinationFactsReader(session, plan).read()));
    }

    @Override
    public ClientTools clientTools(Plan plan, ServerVersion source) {
        int writer = BeforeBeginning.failsAsPreflight(() -> ArchiveDirectory.toRead(plan)
                .map(archive -> archive.contents().toolsMajor())
                .orElse(0));
        return ClientPrograms.find(plan, Math.max(source.major(), writer));
    }

    @Override
    public Inventory liveInventory(Plan plan) {
        return reading(Side.DESTINATION, plan, session -> inventory(session, plan.liveSchema()));
    }

    @Override
    public Inventory shadowInventory(Plan plan) {
        return reading(Side.DESTINATION, plan, session -> inventory(session, plan.shadowSchema()));
    }

    @Override
    public Inventory expectedInventory(Plan plan) {
        return reading(Side.DESTINATION, plan, OwnSchema::expectedInventory);
    }

    @Override
    public Optional<MigrationRecord> migration(DatabaseUrl destination) {
        return reading(Side.DESTINATION, destination, OwnSchema::record);
    }

    @Override
    public boolean hasBackup(DatabaseUrl destination, MigrationId id) {
        return reading(
                Side.DESTINATION,
                destination,
                session -> SchemaSettings.find(session, id.backupSchema()).isPresent());
    }

    @Override
    public boolean isRolledBackSince(DatabaseUrl destination, MigrationId id) {
        return reading(
                        Side.DESTINATION,
                        destination,
                        session -> session.strings("look for rollbacks", COMMENTS_ON_BACKUPS))
                .stream()
                .flatMap(comment -> BackupMark.parse(comment).stream())
                .anyMatch(mark -> mark.promoted().isPresent() && mark.schema().migration() > id.epochMillis());
    }

    @Override
    public List<Loss> losses(Plan plan) {
        return BeforeBeginning.failsAsPreflight(
                () -> reading(Side.DESTINATION, plan, session -> new LiveInheritance(session, plan).losses()));
    }

    @Override
    public List<String> blockers(Plan plan) {
        return reading(
                Side.DESTINATION,
                plan,
                session ->
                        Blockers.list(session, plan.liveSchema(), HeldOff.by(plan.swapStrategy()), Duration.ZERO)
                                .stream()
                                .map(Blocker::description)
                                .toList());
    }

    @Override
    public List<String> oldSnapshots(Plan plan) {
        return reading(
                Side.DESTINATION,
                plan,
                session -> OldSnapshots.list(session).stream()
                        .map(Blocker::description)
                        .toList());
    }

    static Inventory inventory(Session session, String schema) {
        return new Inventory(Set.copyOf(session.strings("list what the schema holds", INVENTORY, schema)));
    }

    static Supplier<List<String>> askInventory(Questions questions, String schema) {
        return questions.strings("list what the schema holds", INVENTORY, schema);
    }

    private static <T> T reading(Side side, Plan plan, Function<Session, T> work) {
        return reading(side, side.url(plan), work);
    }

    private static <T> T reading(Side side, DatabaseUrl url, Function<Session, T> work) {
        try (Session session = Session.reading(side, url)) {
            return work.apply(session);
        }
    }
}
