package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.OrphanPolicy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.postgres.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preserved tables keep the destination's rows, whatever is written to them between prepare and swap. */
@Timeout(120)
class PreservedTablesIT {
    private static final String USERS =
            "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, name text)";
    private static final String TEN_USERS =
            "; INSERT INTO users (email, name) SELECT 'u' || i, 'n' || i FROM generate_series(1, 10) i";

    private static final String KEYED = "CREATE TABLE users (id bigint PRIMARY KEY, name text)";
    private static final String TEN_KEYED = "; INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 10) i";
    private static final String RUN =
            "; CREATE FUNCTION run(script text) RETURNS void LANGUAGE plpgsql" + " AS $$ BEGIN EXECUTE script; END $$";

    @TempDir
    private Path state;

    private PreservedScene scene;

    @BeforeEach
    void set() {
        scene = new PreservedScene(state);
    }

    @Test
    void keepTheirRowsWhileOthersAreReplaced() {
        scene.source.execute(USERS + "; INSERT INTO users (email) VALUES ('of the source');"
                + " CREATE TABLE goods AS SELECT generate_series(1, 5) AS i");
        scene.destination.execute(USERS + TEN_USERS + "; CREATE TABLE goods (i int)");

        scene.prepare();
        scene.destination.execute("UPDATE users SET name = 'changed' WHERE id = 3; DELETE FROM users WHERE id = 4;"
                + " INSERT INTO users (email) VALUES ('late')");
        scene.assertInStep();
        scene.swap();

        assertThat(scene.destination.query("SELECT id, email, name FROM users ORDER BY id"))
                .isEqualTo(scene.destination.query(
                        "SELECT id, email, name FROM " + scene.backup("users") + " ORDER BY id"))
                .hasSize(10)
                .contains("3|u3|changed", "11|late|null");
        assertThat(scene.destination.value("SELECT count(*) FROM goods")).isEqualTo("5");
        // values are left out for whoever waits for the old sequence
        assertThat(scene.destination.value("INSERT INTO users (email) VALUES ('next') RETURNING id"))
                .isEqualTo("10012");
        assertThat(scene.destination.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .isEmpty();
        assertThat(scene.destination.schemaDump()).isEqualTo(scene.source.schemaDump());
    }

    @Test
    void leaveRoomForUpdatesOnTheirPages() {
        String tables = "CREATE TABLE tight (id int PRIMARY KEY, v text); CREATE TABLE loose (LIKE tight INCLUDING ALL)"
                + " WITH (fillfactor = 50, autovacuum_enabled = off);"
                + " CREATE TABLE cut (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);"
                + " CREATE TABLE \"cut 1\" PARTITION OF cut FOR VALUES FROM (0) TO (5000);"
                + " CREATE TABLE cut_2 PARTITION OF cut FOR VALUES FROM (5000) TO (10000)";
        scene.source.execute(tables);
        scene.destination.execute(tables);
        for (String table : List.of("tight", "loose", "cut")) {
            scene.destination.execute(
                    "INSERT INTO " + table + " SELECT i, repeat('x', 50) FROM generate_series(1, 9999) i");
        }

        scene.preserve("tight,loose,cut");
        scene.prepare();

        for (String table : List.of("tight", "\"cut 1\"", "cut_2")) {
            String sizes =
                    "SELECT pg_relation_size('shadow.%1$s') / pg_relation_size('%1$s')::numeric".formatted(table);
            assertThat(Double.parseDouble(scene.destination.value(sizes)))
                    .as(table)
                    .isBetween(1.14, 1.21);
        }
        assertThat(scene.destination.value("SELECT pg_relation_size('shadow.loose') = pg_relation_size('loose')"))
                .isEqualTo("t");
        scene.swap();
        assertThat(scene.destination.schemaDump()).isEqualTo(scene.source.schemaDump());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO users (email) VALUES ('u1') ON CONFLICT (email) DO UPDATE SET name = 'conflict'",
                "UPDATE users SET email = CASE id WHEN 1 THEN 'u2x' ELSE email END",
                "BEGIN; SAVEPOINT a; DELETE FROM users; ROLLBACK TO a; DELETE FROM users WHERE id = 1; COMMIT",
                "SET session_replication_role = replica; UPDATE users SET name = 'r'",
                "TRUNCATE users; INSERT INTO users (email) VALUES ('after')",
                "WITH gone AS (DELETE FROM users WHERE id < 4 RETURNING *) INSERT INTO users (email) SELECT email || '!' FROM gone",
                "DELETE FROM users; INSERT INTO users (id, email) OVERRIDING SYSTEM VALUE VALUES (5, 'again')"
            })
    void areInStepAfter(String statement) {
        scene.source.execute(USERS);
        scene.destination.execute(USERS + TEN_USERS);
        scene.prepare();

        scene.destination.execute(statement);

        scene.assertInStep();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE users SET name = 'a' WHERE id = 1 RETURNING | UPDATE users SET name = 'b' WHERE id = 1",
                "UPDATE users SET name = 'a' WHERE id = 1 RETURNING | UPDATE users SET name = 'n1' WHERE id = 1",
                "UPDATE users SET name = 'a' WHERE id = 1 RETURNING | DELETE FROM users WHERE id = 1",
                "UPDATE users SET name = 'a' WHERE id = 1 RETURNING "
                        + "| DELETE FROM users WHERE id = 1; INSERT INTO users OVERRIDING SYSTEM VALUE VALUES (1, 'u1', 'c')",
                "WITH w AS (UPDATE users SET name = 'a' WHERE id = 1 RETURNING id) SELECT "
                        + "| UPDATE users SET name = 'b' WHERE id = 1",
                "INSERT INTO users (email) VALUES ('u11') RETURNING | UPDATE users SET name = 'b' WHERE email = 'u11'",
                "INSERT INTO users (email) VALUES ('u11') RETURNING | DELETE FROM users WHERE email = 'u11'",
                "DELETE FROM users WHERE id = 1 RETURNING "
                        + "| INSERT INTO users OVERRIDING SYSTEM VALUE VALUES (1, 'u1', 'c')"
            })
    void areInStepWhereAStatementCallsAnotherOfTheSameRow(String outer, String inner) {
        scene.source.execute(USERS);
        scene.destination.execute(USERS + TEN_USERS + RUN);
        scene.prepare();

        scene.destination.execute(outer + " run($$" + inner + "$$)" + (outer.startsWith("WITH") ? " FROM w" : ""));

        assertThat(scene.compared().differing()).isZero();
    }

    @Test
    void areInStepWhereTheirOwnTriggersChangeRowsOnceMore() {
        String trigger = "CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.name IS NULL THEN"
                + " UPDATE public.users SET name = 'by trigger' WHERE id = NEW.id; END IF; RETURN NEW; END $$;"
                + " CREATE TRIGGER again AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION again()";
        scene.source.execute(USERS + ";" + trigger);
        scene.destination.execute(USERS + TEN_USERS + ";" + trigger);
        scene.prepare();

        scene.destination.execute("INSERT INTO users (email) VALUES ('x'); UPDATE users SET name = NULL WHERE id < 3");

        scene.assertInStep();
        assertThat(scene.destination.value("SELECT count(*) FROM shadow.users WHERE name = 'by trigger'"))
                .isEqualTo("3");
        scene.swap();
        scene.destination.execute("INSERT INTO users (email) VALUES ('y')");
        assertThat(scene.destination.value("SELECT name FROM users WHERE email = 'y'"))
                .isEqualTo("by trigger");
    }

    /** Else it would have to read the live table once more, which costs several statements where rows are fought for. */
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE users SET name = 'mine' WHERE id = 1", "DELETE FROM users WHERE id = 1"})
    void areChangedAtOnceAlsoBehindAnotherThatBeganLater(String statement) throws SQLException {
        scene.source.execute(USERS);
        scene.destination.execute(USERS + TEN_USERS);
        scene.prepare();

        try (Connection earlier = scene.destination.connect();
                Statement session = earlier.createStatement()) {
            earlier.setAutoCommit(false);
            session.execute("SELECT pg_current_xact_id()");
            scene.destination.execute("UPDATE users SET name = 'of a later one' WHERE id = 1");
            session.execute(statement);
            assertReadOnce(session);
            earlier.commit();
        }

        scene.assertInStep();
    }

    /** By the application's own statement. */
    private static void assertReadOnce(Statement session) throws SQLException {
        assertThat(TestDatabase.value(
                        session,
                        "SELECT seq_scan + idx_scan FROM pg_stat_xact_user_tables WHERE relid = 'users'::regclass"))
                .as("scans of the live table")
                .isEqualTo("1");
    }

    @Test
    void areGivenAnotherKeyAtOnce() throws SQLException {
        scene.source.execute(KEYED);
        scene.destination.execute(KEYED + TEN_KEYED);
        scene.prepare();

        try (Connection connection = scene.destination.connect();
                Statement session = connection.createStatement()) {
            connection.setAutoCommit(false);
            session.execute("UPDATE users SET id = 100 WHERE id = 1");
            assertReadOnce(session);
            connection.commit();
        }

        scene.assertInStep();
    }

    /** Each time a row gets another key, from old to new, and the statement calls another one. */
    @Test
    void areInStepWhereAStatementThatGivesARowAnotherKeyCallsAnother() {
        List<String> inner = List.of(
                "UPDATE users SET name = 'b' WHERE id = :new",
                "UPDATE users SET id = :third WHERE id = :new",
                "UPDATE users SET id = :old WHERE id = :new",
                "DELETE FROM users WHERE id = :new",
                "DELETE FROM users WHERE id = :new; INSERT INTO users VALUES (:new, 'again')",
                "INSERT INTO users VALUES (:old, 'again')",
                "INSERT INTO users VALUES (:old, 'again'); DELETE FROM users WHERE id = :old",
                "UPDATE users SET id = :old WHERE id = :other",
                "UPDATE users SET id = :old WHERE id = :other; UPDATE users SET id = :other WHERE id = :new");
        scene.source.execute(KEYED);
        scene.destination.execute(
                KEYED + "; INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 100) i" + RUN);
        scene.prepare();

        for (int i = 0; i < inner.size(); i++) {
            scene.destination.execute(
                    ("UPDATE users SET id = :new WHERE id = :old RETURNING run($$" + inner.get(i) + "$$)")
                            .replace(":old", String.valueOf(i + 1))
                            .replace(":other", String.valueOf(i + 51))
                            .replace(":new", String.valueOf(i + 101))
                            .replace(":third", String.valueOf(i + 151)));
        }

        assertThat(scene.compared().differing()).isZero();
        scene.swap();
        assertThat(scene.destination.query("SELECT * FROM users ORDER BY id"))
                .isEqualTo(scene.destination.query("SELECT * FROM " + scene.backup("users") + " ORDER BY id"));
    }

    /** An UPDATE that moved the copy's row would make whoever waits for it fail, the drain here. */
    @Test
    void theDrainOutlivesARowThatGoesToAnotherPartition() throws SQLException {
        scene.source.execute(
                KEYED + " PARTITION BY RANGE (id); CREATE TABLE low PARTITION OF users FOR VALUES FROM (0) TO (50);"
                        + " CREATE TABLE high PARTITION OF users FOR VALUES FROM (50) TO (500)");
        scene.destination.execute(KEYED + TEN_KEYED);
        scene.prepare();
        scene.destination.execute("BEGIN ISOLATION LEVEL SERIALIZABLE; UPDATE users SET name = 'queued'; COMMIT");

        try (Connection connection = scene.destination.connect();
                Statement session = connection.createStatement()) {
            connection.setAutoCommit(false);
            session.execute("SET statement_timeout = '20s'; UPDATE users SET id = 100 WHERE id = 1");
            CompletableFuture<Void> swap = CompletableFuture.runAsync(scene::swap);
            // the drain waits for a moment, and goes away for another
            session.execute(
                    "DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
                            + " AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) LOOP PERFORM pg_sleep(0.001); END LOOP; END $$");
            connection.commit();
            swap.join();
        }

        assertThat(scene.destination.query("SELECT * FROM users ORDER BY id"))
                .hasSize(10)
                .isEqualTo(scene.destination.query("SELECT * FROM " + scene.backup("users") + " ORDER BY id"));
    }

    @Test
    void ofPartitionsAreFollowedWhereverRowsAreWritten() {
        String log = "CREATE TABLE \"My Log\" (day int, n int, v text, PRIMARY KEY (day, n)) PARTITION BY RANGE (day);"
                + " CREATE TABLE log_a PARTITION OF \"My Log\" FOR VALUES FROM (0) TO (10);"
                + " CREATE TABLE log_b PARTITION OF \"My Log\" DEFAULT;";
        scene.source.execute("CREATE TABLE \"My Log\" (v text, n int, day int, PRIMARY KEY (n, day))");
        scene.destination.execute(log + "INSERT INTO \"My Log\" SELECT i % 20, i, 'v' FROM generate_series(1, 200) i");
        scene.preserve("\"My Log\"");
        scene.prepare();

        scene.destination.execute(
                "UPDATE \"My Log\" SET day = 19 - day WHERE n < 50; INSERT INTO log_a VALUES (1, 999, 'direct');"
                        + " UPDATE log_b SET v = 'b' WHERE n > 100; DELETE FROM log_a WHERE n BETWEEN 50 AND 60");
        scene.assertInStep();
        scene.destination.execute("TRUNCATE log_b");
        assertThat(scene.compared().differing()).isZero();
        scene.swap();

        assertThat(scene.destination.query("SELECT day, n, v FROM \"My Log\" ORDER BY n, day"))
                .isEqualTo(scene.destination.query(
                        "SELECT day, n, v FROM " + scene.backup("\"My Log\"") + " ORDER BY n, day"));
    }

    @ParameterizedTest
    @CsvSource({"REPEATABLE READ, 0", "SERIALIZABLE, 3"})
    void transactionsWithAnOldSnapshotQueueWhatTheyCannotChange(String isolation, int queued) throws SQLException {
        scene.source.execute(USERS);
        scene.destination.execute(USERS + TEN_USERS);
        scene.prepare();

        try (Connection old = scene.destination.connect();
                Statement statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL " + isolation);
            statement.execute("SELECT count(*) FROM users");
            scene.destination.execute("UPDATE users SET name = 'newer' WHERE id = 1");
            statement.execute("DELETE FROM users WHERE id = 2");
            statement.execute("UPDATE users SET id = DEFAULT WHERE id = 3");
            old.commit();
        }
        // whoever comes later and sees the newest rows changes the copy itself, though an older key waits
        scene.destination.execute("INSERT INTO users (id, email) OVERRIDING SYSTEM VALUE VALUES (2, 'u2')");

        assertThat(scene.compared().differing()).isZero();
        assertThat(scene.standing().queued()).isEqualTo(queued);
        assertThat(scene.standing().age().isPresent()).isEqualTo(queued > 0);
        scene.swap();
        assertThat(scene.destination.query("SELECT email FROM users WHERE id IN (1, 2, 11) ORDER BY id"))
                .containsExactly("u1", "u2", "u3");
        assertThat(scene.destination.value("SELECT count(*) FROM users")).isEqualTo("10");
    }

    /** The copy's generated column stops who brings the row over when it has read the live one and not yet inserted it. */
    @Test
    void aRowThatComesAndGoesWhileItIsBroughtOverDoesNotStay() throws SQLException {
        scene.source.execute("CREATE FUNCTION held(bigint) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN"
                + " WHILE current_setting('test.passes', true) IS DISTINCT FROM 'yes'"
                + " AND EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND objid = 42)"
                + " LOOP PERFORM pg_catalog.pg_sleep(0.01); END LOOP; RETURN 0; END $$;"
                + USERS.replace("name text", "name text, stop int GENERATED ALWAYS AS (held(id)) STORED"));
        scene.destination.execute(USERS);
        scene.prepare();
        scene.destination.execute(
                "BEGIN ISOLATION LEVEL SERIALIZABLE; INSERT INTO users (email) VALUES ('queued');" + " COMMIT");

        try (Connection gate = scene.destination.connect();
                Statement statement = gate.createStatement()) {
            statement.execute("SET test.passes = 'yes'; SELECT pg_advisory_lock(42)");
            CompletableFuture<Void> swap = CompletableFuture.runAsync(scene::swap);
            Awaitility.await()
                    .until(() -> scene.destination
                            .value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                                    + " AND datname = current_database()")
                            .equals("1"));
            statement.execute("UPDATE users SET name = 'there'");
            statement.execute("DELETE FROM users");
            statement.execute("SELECT pg_advisory_unlock(42)");
            swap.join();
        }

        assertThat(scene.destination.query("SELECT email, name FROM users")).isEmpty();
    }

    /** A row of the copy waits at a gate, so that it is known what is queued while the others are brought over. */
    @Test
    void theSwapFollowsTheQueueUntilFewKeysAreLeftAndRefusesIfItGrowsMeanwhile() throws SQLException {
        scene.source.execute("CREATE FUNCTION held(text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN"
                + " WHILE $1 LIKE 'gate%' AND current_setting('test.passes', true) IS DISTINCT FROM 'yes'"
                + " AND EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND objid::text = substr($1, 6))"
                + " LOOP PERFORM pg_catalog.pg_sleep(0.01); END LOOP; RETURN 0; END $$;"
                + USERS.replace("name text", "name text, stop int GENERATED ALWAYS AS (held(email)) STORED"));
        scene.destination.execute(USERS);
        scene.prepare();

        try (Connection gate = scene.destination.connect();
                Statement statement = gate.createStatement()) {
            statement.execute("SET test.passes = 'yes'; SET default_transaction_isolation = serializable;"
                    + " SET statement_timeout = '20s'; SELECT pg_advisory_lock(1), pg_advisory_lock(2)");
            statement.execute("INSERT INTO users (email) VALUES ('gate 1')");
            CompletableFuture<MigrationException> swap = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(MigrationException.class, () -> scene.swapWithin(Duration.ofMillis(1))));
            awaitAtGate("SELECT count(*) = 0 FROM shadow.users");
            statement.execute("INSERT INTO users (email) SELECT i::text FROM generate_series(1, 2000) i");
            statement.execute("INSERT INTO users (email) VALUES ('gate 2')");
            statement.execute("SELECT pg_advisory_unlock(1)");
            awaitAtGate("SELECT count(*) > 0 FROM shadow.users WHERE email = 'gate 1'");
            statement.execute("INSERT INTO users (email) SELECT i::text FROM generate_series(2001, 5000) i");
            statement.execute("SELECT pg_advisory_unlock(2)");

            assertThat(swap.join().problem().code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
            assertThat(swap.join().problem().message())
                    .isEqualTo("Cannot swap: preserved table users is changed faster than its queue is emptied");
            assertThat(swap.join().problem().detail().orElseThrow())
                    .startsWith("3000 keys were queued while 2001 were brought over.");
        }

        scene.assertInStep();
        scene.swap();
        assertThat(scene.destination.value("SELECT count(*) FROM users")).isEqualTo("5002");
    }

    private void awaitAtGate(String reached) {
        Awaitility.await()
                .until(() -> scene.destination
                        .value("SELECT (" + reached + ") AND EXISTS (SELECT FROM pg_stat_activity"
                                + " WHERE wait_event = 'PgSleep' AND datname = current_database())")
                        .equals("t"));
    }

    @Test
    void foreignKeysInBothDirectionsAreAddedByTheSwap() {
        String tables = "CREATE TABLE countries (code text PRIMARY KEY); CREATE TABLE users (id int PRIMARY KEY,"
                + " country text REFERENCES countries); CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);";
        scene.source.execute(tables + " INSERT INTO countries VALUES ('de'); INSERT INTO users VALUES (1, 'de');"
                + " INSERT INTO orders VALUES (1, 1)");
        scene.destination.execute(tables + " INSERT INTO countries VALUES ('fr'); INSERT INTO users VALUES (2, 'fr')");

        scene.prepare();
        assertThat(scene.findings)
                .extracting(Finding::what)
                .contains(
                        "1 row breaks foreign key orders_user_id_fkey from orders to users",
                        "1 row breaks foreign key users_country_fkey from users to countries");
        Problem problem = scene.refusedSwap();
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        scene.destination.execute("INSERT INTO users VALUES (1, NULL); UPDATE users SET country = NULL");
        scene.swap();
        assertThat(scene.destination.query("SELECT conname, convalidated FROM pg_constraint WHERE contype = 'f'"
                        + " AND connamespace = 'public'::regnamespace ORDER BY 1"))
                .containsExactly("orders_user_id_fkey|t", "users_country_fkey|t");
    }

    @Test
    void orphansMayBeKept() {
        String tables = "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (user_id int REFERENCES users);";
        scene.source.execute(tables + "INSERT INTO users VALUES (1); INSERT INTO orders VALUES (1)");
        scene.destination.execute(tables);
        scene.preserve(asked -> asked.withOrphans(OrphanPolicy.KEEP));

        scene.prepare();
        scene.swap();

        assertThat(scene.destination.query("SELECT conname, convalidated FROM pg_constraint WHERE contype = 'f'"
                        + " AND connamespace = 'public'::regnamespace"))
                .containsExactly("orders_user_id_fkey|f");
        assertThat(scene.findings).extracting(Finding::what).contains("a foreign key is not validated");
    }

    @Test
    void abortLeavesNothingBehind() {
        scene.source.execute(USERS);
        scene.destination.execute(USERS + TEN_USERS);
        List<String> before = scene.destination.leftovers();
        scene.prepare();

        scene.abort();

        scene.destination.awaitNoSessionOfARun();
        assertThat(scene.destination.leftovers()).isEqualTo(before);
    }
}
