package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.VerificationReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.backup.BackupOrigin;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups are found, whoever made them, and what is wrong with one is named. */
@Timeout(120)
class BackupsIT {
    private static final String BY_HAND = "backup_1722614400000";

    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final Plan plan = Engine.plan(source, destination);
    private final ImmutableTarget latest =
            ImmutableTarget.builder().destination(plan.destination()).jobs(3).build();
    private Backups backups = Engine.backupsWithStateIn(Path.of("."));

    @BeforeEach
    void fill() {
        backups = Engine.backupsWithStateIn(state);
        source.execute("CREATE TABLE goods (id int PRIMARY KEY)");
        destination.execute("""
                CREATE TABLE goods (id int PRIMARY KEY, v text);
                INSERT INTO goods SELECT i, md5(i::text) FROM generate_series(1, 5000) i;
                CREATE INDEX "By ""V" ON goods (v);
                CREATE TABLE "Odd ""Name" (id serial PRIMARY KEY, goods_id int REFERENCES goods, big text);
                INSERT INTO "Odd ""Name" (goods_id, big) SELECT i, repeat(md5(i::text), 500) FROM generate_series(1, 50) i;
                CREATE TABLE events (at date) PARTITION BY RANGE (at);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                INSERT INTO events VALUES ('2026-05-05');
                CREATE MATERIALIZED VIEW numbers AS SELECT count(*) FROM goods;
                CREATE TABLE nothing ();
                GRANT SELECT ON goods TO PUBLIC""");
    }

    private String backup() {
        return Engine.withStateIn(state).start(plan, Progress.SILENT).id().backupSchema();
    }

    private void renameByHand() {
        destination.execute("ALTER SCHEMA public RENAME TO " + BY_HAND + "; CREATE SCHEMA public");
    }

    private Backup only() {
        List<Backup> all = backups.list(plan.destination(), RowCounting.EXACT).backups();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void tellsWhatABackupHolds() {
        destination.execute("CREATE SCHEMA reports; CREATE SCHEMA backup_2024; CREATE SCHEMA backup_99999999999999");
        String nspname = backup();

        Backup backup = only();

        assertThat(backup.nspname()).isEqualTo(nspname);
        assertThat(backup.origin()).isEqualTo(new BackupOrigin.Migration());
        assertThat(backup.liveSchema()).contains("public");
        assertThat(backup.tables()).isEqualTo(4);
        assertThat(backup.rows()).isEqualTo(5000 + 50 + 1 + 1);
        assertThat(backup.bytes()).isGreaterThan(100_000);
        assertThat(backup.defect()).isEmpty();
        assertThat(backup.dependents()).isEmpty();
        destination.execute("CREATE VIEW reports.late AS SELECT * FROM " + nspname
                + ".goods; CREATE PUBLICATION p FOR TABLE " + nspname + ".goods; DROP TABLE " + nspname + ".nothing");
        assertThat(only().dependents())
                .contains(
                        new BackupDependent("reports", "view reports.late uses table " + nspname + ".goods"),
                        new BackupDependent("", "publication p uses table " + nspname + ".goods"));
        assertThat(only().defect()).contains("1 of its objects are missing or changed, such as relation nothing r");
    }

    @Test
    void keepsItsRecordWithTheBackupAndNowhereElse() {
        String nspname = backup();
        assertThat(destination.fullDump()).contains("CREATE DOMAIN " + nspname + ".pgzm_record AS text");
        assertThat(destination.schemaDump()).doesNotContain("pgzm");
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname = 'pgzm'"))
                .isEmpty();
    }

    @Test
    void trustsABackupThatNobodyTouched() {
        destination.execute("CREATE SCHEMA tools; CREATE EXTENSION amcheck SCHEMA tools");
        backup();

        VerificationReport report = backups.verify(latest, Progress.SILENT);

        assertThat(report.defects()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.comparedRows()).isTrue();
        assertThat(report.tablesRead()).isEqualTo(5);
        assertThat(report.indexesChecked()).isEqualTo(3);
    }

    @Test
    void namesWhatWasChanged() {
        String nspname = backup();
        Map<String, String> defects = Map.of(
                "UPDATE %s.goods SET v = 'x' WHERE id = 7", "table goods had 5000 rows",
                "DELETE FROM %s.\"Odd \"\"Name\" WHERE id = 7", "and has 49 rows",
                "SELECT nextval('%s.\"Odd \"\"Name_id_seq\"')",
                        "sequence Odd \"Name_id_seq stood at 50, and stands at 51",
                "DROP INDEX %s.\"By \"\"V\"", "missing, or not as it was: index By \"V valid",
                "DROP TABLE %s.events_1", "missing, or not as it was: relation events_1 r",
                "REVOKE SELECT ON %s.goods FROM PUBLIC", "privileges on table goods were owner",
                "ALTER TABLE %s.goods ADD CHECK (id > 0) NOT VALID",
                        "constraint goods_id_check on goods is not validated");
        defects.keySet().forEach(change -> destination.execute(String.format(change, nspname)));

        List<String> told =
                backups.verify(latest.withId(id(nspname)), Progress.SILENT).defects();

        // the dropped table's column is missing too
        assertThat(told).hasSize(defects.size() + 1);
        defects.values()
                .forEach(defect ->
                        assertThat(told).anySatisfy(each -> assertThat(each).contains(defect)));
    }

    @Test
    void findsAnIndexThatIsNotWhatItsTableSays() {
        destination.execute("""
                CREATE EXTENSION amcheck;
                CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
                CREATE INDEX lying ON goods (f(id));
                CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1'""");
        backup();

        assertThat(backups.verify(latest, Progress.SILENT).defects())
                .singleElement()
                .asString()
                .startsWith("Cannot check index lying: heap tuple (")
                .contains("lacks matching index tuple");
    }

    @Test
    void verifiesABackupMadeByHand() {
        renameByHand();

        VerificationReport report = backups.verify(latest, Progress.SILENT);

        assertThat(report.backup().origin()).isEqualTo(new BackupOrigin.ByHand());
        assertThat(report.backup().id()).isEqualTo(new MigrationId(1_722_614_400_000L));
        assertThat(report.defects()).isEmpty();
        assertThat(report.comparedRows()).isFalse();
        assertThat(report.tablesRead()).isEqualTo(5);
        assertThat(report.notes())
                .contains(
                        "nothing was recorded of it when it was replaced, so that there is nothing to compare it with");

        destination.execute("ALTER TABLE " + BY_HAND + ".goods ADD CHECK (id > 0) NOT VALID;"
                + " UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + BY_HAND + ".goods_pkey'::regclass");
        assertThat(backups.verify(latest, Progress.SILENT).defects())
                .containsExactly(
                        "constraint goods_id_check on goods is not validated", "index goods_pkey is not valid");
    }

    @Test
    void saysWhatItMayNotRead() {
        String role = "r" + destination.name();
        destination.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw'");
        String nspname = backup();
        destination.execute("GRANT USAGE ON SCHEMA " + nspname + " TO " + role + "; GRANT SELECT ON " + nspname
                + ".nothing TO " + role);
        DatabaseUrl asRole = DatabaseUrl.parse(destination.url(role, "pw"), name -> null);

        VerificationReport report = backups.verify(latest.withDestination(asRole), Progress.SILENT);

        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("permission denied for table Odd"));
        destination.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
    }

    @Test
    void namesTheNearestWhereOneIsUnknown() {
        assertThat(refusal(latest).message()).startsWith("Cannot find a backup that is whole in postgresql://");
        renameByHand();

        Problem problem = refusal(latest.withId(new MigrationId(1_722_614_400_001L)));

        assertThat(problem.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(problem.message()).startsWith("Cannot find backup_1722614400001 in postgresql://");
        assertThat(problem.detail()).contains("The nearest are 1722614400000 (2024-08-02T16:00:00Z).");
        assertThat(problem.outcome()).contains("Nothing was changed.");
    }

    private Problem refusal(ImmutableTarget target) {
        return catchThrowableOfType(MigrationException.class, () -> backups.verify(target, Progress.SILENT))
                .problem();
    }

    private static MigrationId id(String nspname) {
        return new MigrationId(Long.parseLong(nspname.substring("backup_".length())));
    }
}
