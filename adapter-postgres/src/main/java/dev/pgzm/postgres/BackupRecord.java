package dev.pgzm.postgres;

import dev.pgzm.ports.backup.BackupFact;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The record of a backup, kept in it as the comment of a domain of its own. A rollback drops it in the transaction that makes
 * the backup live: nobody locks a domain, as whoever dumps the backup would lock a table. As the schema's own comment it would
 * be in the way of whoever reads that.
 */
final class BackupRecord {
    /** Also told apart in the statements that list what a schema holds. */
    private static final String DOMAIN = "pgzm_record";

    private static final Sql RECORD = Sql.file("select_backup_record");
    private static final Sql READ = Sql.file("list_recorded_facts");
    private static final Sql WRITE = Sql.file("write_recorded_facts");

    private BackupRecord() {}

    static Optional<Set<BackupFact>> read(Session session, String nspname) {
        return session.strings("look for the backup's record", RECORD, nspname).stream()
                .findFirst()
                .map(record -> new HashSet<>(session.query(
                        "read the backup's record",
                        READ,
                        row -> new BackupFact(
                                BackupFact.Kind.valueOf(row.getString("kind")),
                                row.getString("object"),
                                row.getString("value")),
                        record)));
    }

    static void write(Session session, String nspname, Set<BackupFact> facts) {
        String record = session.strings(
                        "write the backup's record",
                        WRITE,
                        column(facts, fact -> fact.kind().name()),
                        column(facts, BackupFact::object),
                        column(facts, BackupFact::value))
                .get(0);
        String domain = Identifiers.qualified(nspname, DOMAIN);
        session.execute(
                "keep the backup's record",
                String.join(
                        ";\n",
                        List.of(
                                drop(nspname),
                                "CREATE DOMAIN " + domain + " AS text",
                                "COMMENT ON DOMAIN " + domain + " IS " + Identifiers.literal(record))));
    }

    /** The statement that removes it, if it is there. */
    static String drop(String nspname) {
        return "DROP DOMAIN IF EXISTS " + Identifiers.qualified(nspname, DOMAIN);
    }

    private static String[] column(Set<BackupFact> facts, Function<BackupFact, String> column) {
        return facts.stream().map(column).toArray(String[]::new);
    }
}
