package dev.pgzm.postgres;

import dev.pgzm.ports.backup.BackupFact;
import dev.pgzm.ports.backup.BackupReader;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.DatabaseUrl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a backup with as many sessions as ask at once. */
final class JdbcBackupReader implements BackupReader {
    private static final Sql FACTS = Sql.file("list_backup_facts");
    private static final Sql TABLES = Sql.file("list_readable_tables");
    private static final Sql INDEXES = Sql.file("list_checkable_indexes");
    private static final Sql AMCHECK =
            Sql.of("SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n"
                    + " ON n.oid = e.extnamespace WHERE e.extname = 'amcheck'");
    // the text of a row must not depend on who reads it
    private static final String[] SETTINGS = {
        "SET timezone = 'UTC'",
        "SET bytea_output = 'hex'",
        "SET lc_monetary = 'C'",
        "SET max_parallel_workers_per_gather = 0",
        "SET lock_timeout = 0"
    };

    // of the inventory's words
    private static final String RELATION = "relation ";
    private static final String COMPOSITE = " c";

    /** Classes of SQLSTATE that say nothing of what was read: connections, resources, concurrency, cancellation. */
    private static final Set<String> PASSING = Set.of("", "08", "40", "53", "55", "57");

    private final DatabaseUrl destination;
    private final String nspname;
    private final SessionPool sessions;

    JdbcBackupReader(DatabaseUrl destination, String nspname) {
        this.destination = destination;
        this.nspname = nspname;
        this.sessions = new SessionPool(this::open);
    }

    private Session open() {
        return Session.reading(Side.DESTINATION, destination, SETTINGS);
    }

    @Override
    public Set<BackupFact> catalogFacts() {
        // not one of the pool's: whoever records them is about to need a session
        try (Session session = open()) {
            Questions questions = new Questions(session);
            Supplier<List<BackupFact>> facts = questions.ask(
                    "read the backup's privileges and sequences",
                    FACTS,
                    row -> new BackupFact(
                            BackupFact.Kind.valueOf(row.getString("kind")),
                            row.getString("object"),
                            row.getString("value")),
                    nspname);
            Stream<BackupFact> objects = askObjects(questions, nspname).get().stream()
                    .map(object -> new BackupFact(BackupFact.Kind.OBJECT, object, ""));
            return Stream.concat(facts.get().stream(), objects).collect(Collectors.toSet());
        }
    }

    /** What a backup holds, but for types: they stand elsewhere when other schemas go on using them. */
    static Set<String> objects(Session session, String nspname) {
        return askObjects(new Questions(session), nspname).get();
    }

    private static Supplier<Set<String>> askObjects(Questions questions, String nspname) {
        Supplier<List<String>> all = JdbcCatalogs.askInventory(questions, nspname);
        return () -> withoutTypes(all.get());
    }

    private static Set<String> withoutTypes(List<String> all) {
        List<String> composites = all.stream()
                .filter(object -> object.startsWith(RELATION) && object.endsWith(COMPOSITE))
                .map(object -> object.substring(RELATION.length(), object.length() - COMPOSITE.length()))
                .toList();
        return all.stream()
                .filter(object -> !object.startsWith("type ")
                        && composites.stream()
                                .noneMatch(relname -> object.equals(RELATION + relname + COMPOSITE)
                                        || object.startsWith("column " + relname + ".")))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Set<BackupFact>> recordedFacts() {
        return reading(session -> BackupRecord.read(session, nspname));
    }

    @Override
    public List<String> tables() {
        return reading(session -> session.strings("list the backup's tables", TABLES, nspname));
    }

    @Override
    public BackupFact rows(String table) {
        Sql sql = Sql.of("SELECT pg_catalog.count(*) || ' rows, checksum '"
                + " || COALESCE(pg_catalog.sum(pg_catalog.hashtextextended(t::text, 0)), 0)"
                + " FROM ONLY " + Identifiers.qualified(nspname, table) + " t");
        String found = judged(() ->
                reading(session -> session.strings("read table " + table, sql).get(0)));
        return new BackupFact(BackupFact.Kind.ROWS, table, found);
    }

    @Override
    public List<String> checkableIndexes() {
        return reading(session -> session.strings("list the backup's indexes", INDEXES, nspname));
    }

    @Override
    public Optional<String> damage(String index) {
        try {
            judged(() -> reading(session -> {
                String amcheck = session.strings("look for amcheck", AMCHECK).get(0);
                Sql check = Sql.of("SELECT " + Identifiers.quote(amcheck) + ".bt_index_check("
                        + Identifiers.literal(Identifiers.qualified(nspname, index)) + ", true)");
                return session.strings("check index " + index, check);
            }));
            return Optional.empty();
        } catch (MigrationException failed) {
            if (failed.problem().code() != ErrorCode.VERIFICATION_FAILED) {
                throw failed;
            }
            return Optional.of(failed.problem().message());
        }
    }

    @Override
    public void cancel() {
        sessions.cancel();
    }

    @Override
    public void close() {
        sessions.close();
    }

    private interface Reading<T> {
        T read();
    }

    /** Tells damage from a lack of privileges, and from what another attempt may not meet. */
    private static <T> T judged(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MigrationException failed) {
            String state = SqlFailure.sqlState(failed);
            if (failed.problem().code() != ErrorCode.DESTINATION_FAILED
                    || PASSING.contains(state.substring(0, Math.min(2, state.length())))) {
                throw failed;
            }
            ErrorCode code = state.equals(SqlFailure.INSUFFICIENT_PRIVILEGE)
                    ? ErrorCode.PREFLIGHT
                    : ErrorCode.VERIFICATION_FAILED;
            throw new MigrationException(
                    ImmutableProblem.copyOf(failed.problem()).withCode(code), failed);
        }
    }

    private <T> T reading(Function<Session, T> work) {
        Session session = sessions.borrow();
        try {
            T result = work.apply(session);
            sessions.giveBack(session);
            return result;
        } catch (RuntimeException failed) {
            sessions.discard(session);
            throw failed;
        }
    }
}
