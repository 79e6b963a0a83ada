package dev.pgzm.postgres;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SwapReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a backup live again, in one attempt: the swap's own transaction, with the backup as what comes in. */
final class BackupPromotion {
    private static final Sql LOST_PRIVILEGES = Sql.file("list_lost_privileges");

    private final Session session;
    private final Plan plan;
    private final MigrationId backup;
    private final Optional<BackupMark> mark;

    BackupPromotion(Session session, Plan plan, MigrationId backup) {
        this.session = session;
        this.plan = plan;
        this.backup = backup;
        this.mark = SchemaSettings.find(session, backup.backupSchema())
                .flatMap(SchemaSettings::comment)
                .flatMap(BackupMark::parse);
    }

    private record Grant(boolean allowed, String statement) {}

    /**
     * @param id names the backup that the live schema becomes
     */
    SwapReport run(MigrationId id, Progress progress) {
        KeptTables.begin(plan, id, progress);
        List<String> validations = new ArrayList<>();
        Set<Long> ownTypes = mark.map(BackupMark::ownTypes).orElse(Set.of());
        SwapTransaction transaction = plan.preservation().isAsked()
                ? SwapTransaction.keepingTables(
                        session, plan, ownTypes, validations::add, Blockade.ofPromotion(plan, progress))
                : SwapTransaction.ofBackup(session, plan, ownTypes, validations::add);
        SwapTimes times = transaction.run(
                new Exchange(plan.liveSchema(), id.backupSchema(), backup.backupSchema()),
                lastStatements(id),
                Optional.empty());
        OutsideKeys.validate(session, plan, progress, validations).forEach(progress::found);
        return new SwapReport(times.attempts(), times.waited(), times.stalled());
    }

    /** They are written while the schemas have their names still, for when they have changed them. */
    private List<String> lastStatements(MigrationId id) {
        List<String> statements = new ArrayList<>(grants());
        statements.add(BackupRecord.drop(plan.liveSchema()));
        statements.add(SchemaSettings.comment(plan.liveSchema(), finalComment()));
        statements.add(SchemaSettings.comment(id.backupSchema(), replaced(id).text()));
        if (OwnSchema.mark(session).filter(own -> own.isOf(backup)).isPresent()) {
            statements.add("DROP SCHEMA " + Identifiers.quote(Plan.OWN_SCHEMA) + " CASCADE");
        }
        return statements;
    }

    private List<String> grants() {
        return session
                .query(
                        "compare the privileges",
                        LOST_PRIVILEGES,
                        row -> new Grant(row.getBoolean("curable"), row.getString("statement")),
                        plan.liveSchema(),
                        backup.backupSchema())
                .stream()
                .filter(Grant::allowed)
                .map(Grant::statement)
                .toList();
    }

    /** The one that it had when it was live; of a backup made by hand, the one that it has. */
    private Optional<String> finalComment() {
        return mark.isPresent()
                ? mark.get().schema().finalComment()
                : SchemaSettings.read(session, backup.backupSchema()).comment();
    }

    /** What came to the database for the sake of one of the two schemas is now what came for the other's. */
    private BackupMark replaced(MigrationId id) {
        return ImmutableBackupMark.builder()
                .schema(new SchemaMark(
                        id.epochMillis(),
                        mark.map(BackupMark::ownExtensions).orElse(List.of()),
                        plan.swapStrategy(),
                        SchemaSettings.read(session, plan.liveSchema()).comment()))
                .liveSchema(plan.liveSchema())
                .ownTypes(LiveTypes.oids(LiveTypes.list(session, plan.liveSchema())))
                .ownExtensions(
                        mark.map(known -> known.schema().createdExtensions()).orElse(List.of()))
                .promoted(backup)
                .build();
    }
}
