package dev.pgzm.postgres;

import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupFact;
import dev.pgzm.ports.backup.BackupOrigin;
import dev.pgzm.ports.backup.BackupReader;
import dev.pgzm.ports.backup.BackupSchemas;
import dev.pgzm.ports.backup.ImmutableBackup;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the backups by their names, and tells by their comments what they are. */
final class JdbcBackupSchemas implements BackupSchemas {
    private static final Sql LIST = Sql.file("list_backups");
    private static final Sql TABLES = Sql.file("list_readable_tables");

    @Override
    public List<Backup> list(DatabaseUrl destination, RowCounting counting) {
        return BeforeBeginning.failsAsPreflight(() -> {
            try (Session session = Session.reading(Side.DESTINATION, destination)) {
                return session.query("list the backups", LIST, JdbcBackupSchemas::backup).stream()
                        .map(backup -> completed(session, backup, counting))
                        .toList();
            }
        });
    }

    private static ImmutableBackup backup(ResultSet row) throws SQLException {
        String comment = row.getString("comment");
        Optional<BackupMark> mark = BackupMark.parse(comment);
        return ImmutableBackup.builder()
                .id(new MigrationId(row.getLong("id")))
                .origin(mark.map(JdbcBackupSchemas::origin).orElseGet(BackupOrigin.ByHand::new))
                .liveSchema(mark.flatMap(BackupMark::liveSchema))
                .ownTypes(mark.map(BackupMark::ownTypes).orElse(Set.of()))
                .tables(row.getInt("tables"))
                .rows(row.getLong("rows"))
                .bytes(row.getLong("bytes"))
                .owned(row.getBoolean("owned"))
                .defect(brokenOff(comment))
                .build();
    }

    private static BackupOrigin origin(BackupMark mark) {
        return mark.promoted().<BackupOrigin>map(BackupOrigin.Rollback::new).orElseGet(BackupOrigin.Migration::new);
    }

    private static Optional<String> brokenOff(@Nullable String comment) {
        return BackupMark.isDropping(comment)
                ? Optional.of("a clean-up has begun to drop it, and was broken off")
                : Optional.empty();
    }

    private static Backup completed(Session session, ImmutableBackup backup, RowCounting counting) {
        ImmutableBackup.Builder complete = ImmutableBackup.builder()
                .from(backup)
                .dependents(BackupDependents.list(session, backup.nspname()))
                .defect(backup.defect().or(() -> missing(session, backup.nspname())));
        return counting == RowCounting.EXACT
                ? complete.rows(counted(session, backup.nspname())).build()
                : complete.build();
    }

    /** What was recorded of it and is not there any more. */
    private static Optional<String> missing(Session session, String nspname) {
        Set<BackupFact> recorded = BackupRecord.read(session, nspname).orElse(Set.of());
        if (recorded.isEmpty()) {
            return Optional.empty();
        }
        Set<String> there = JdbcBackupReader.objects(session, nspname);
        List<String> missing = recorded.stream()
                .filter(fact -> fact.kind() == BackupFact.Kind.OBJECT && !there.contains(fact.object()))
                .map(BackupFact::object)
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.size() + " of its objects are missing or changed, such as " + missing.get(0));
    }

    private static long counted(Session session, String nspname) {
        return session.strings("list the backup's tables", TABLES, nspname).stream()
                .mapToLong(relname -> session.query(
                                "count the rows of table " + relname,
                                Sql.of("SELECT pg_catalog.count(*) FROM ONLY "
                                        + Identifiers.qualified(nspname, relname)),
                                row -> row.getLong(1))
                        .get(0))
                .sum();
    }

    @Override
    public BackupReader read(DatabaseUrl destination, MigrationId id) {
        return new JdbcBackupReader(destination, id.backupSchema());
    }

    @Override
    public void record(Plan plan, MigrationId id, Set<BackupFact> facts) {
        try (Session session = WorkSession.open(plan)) {
            BackupRecord.write(session, id.backupSchema(), facts);
        }
    }

    @Override
    public void drop(Plan plan, MigrationId id, Progress progress) {
        try (Session session = WorkSession.open(plan)) {
            new BackupDrop(session, plan, id.backupSchema(), progress).run();
        }
    }
}
