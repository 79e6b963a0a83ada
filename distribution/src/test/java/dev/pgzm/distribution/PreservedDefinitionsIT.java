package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DroppedColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may differ between the two definitions of a preserved table, and which tables can be preserved. */
@Timeout(120)
class PreservedDefinitionsIT {
    private static final String USERS =
            "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, name text)";
    private static final String TEN_USERS =
            "; INSERT INTO users (email, name) SELECT 'u' || i, 'n' || i FROM generate_series(1, 10) i";

    @TempDir
    private Path state;

    private PreservedScene scene;

    @BeforeEach
    void set() {
        scene = new PreservedScene(state);
    }

    @Test
    void whatTheNewDefinitionDoesNotHoldIsQueuedAndRefusesTheSwap() {
        scene.source.execute(
                "CREATE TABLE users (id bigint PRIMARY KEY, email text, name varchar(5) CHECK (name <> 'bad'))");
        scene.destination.execute("CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);"
                + " INSERT INTO users VALUES (1, 'a', 'good')");
        scene.prepare();

        scene.destination.execute("UPDATE users SET name = 'bad'; INSERT INTO users VALUES (2, 'b', 'too long')");

        assertThat(scene.compared().differing()).isZero();
        assertThat(scene.standing().errors()).isEqualTo(2);
        assertThat(scene.standing().lastError().orElseThrow()).contains("value too long");
        Problem problem = scene.refusedSwap();
        assertThat(problem.message()).contains("preserved table users");
        scene.destination.execute("UPDATE users SET name = 'mended' WHERE id = 1; UPDATE users SET name = 'x'");
        scene.swap();
        assertThat(scene.destination.query("SELECT id, name FROM users ORDER BY id"))
                .containsExactly("1|x", "2|x");
    }

    @Test
    void aChangeOfTheDefinitionIsSeenAndRefusesTheSwap() {
        scene.source.execute(USERS);
        scene.destination.execute(USERS + TEN_USERS);
        scene.prepare();

        scene.destination.execute("ALTER TABLE users ADD phone text");
        scene.destination.execute("INSERT INTO users (email, phone) VALUES ('still works', '1')");

        assertThat(scene.standing().obstacle()).isPresent();
        assertThat(scene.refusedSwap().detail().orElse("")).contains("were altered since prepare");
        scene.abort();
        assertThat(scene.destination.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .isEmpty();
    }

    @Test
    void unknownNamesAreRefusedWithASuggestion() {
        scene.source.execute(USERS);
        scene.destination.execute(USERS);
        scene.preserve("usres, \"Users\"");

        Problem problem = scene.refusal();

        assertThat(problem.detail().orElse(""))
                .contains(
                        "is meant by --preserved-tables usres",
                        "did you mean \"users\"?",
                        "preserved-tables \"Users\"");
    }

    @Test
    void tablesThatCannotBePreservedAreRefused() {
        scene.source.execute("CREATE TABLE user (id int); DROP TABLE IF EXISTS x".replace("user ", "usr "));
        scene.destination.execute("CREATE TABLE users (id int)");

        assertThat(scene.refusal().message()).contains("preserved table users does not exist on the source");
        scene.source.execute("CREATE TABLE users (id int, added int NOT NULL, changed date)");
        scene.destination.execute("ALTER TABLE users ADD gone text, ADD changed int");
        assertThat(scene.refusal().detail().orElse(""))
                .contains(
                        "preserved table users has no key",
                        "columns of preserved table users are not on the source: gone",
                        "new columns of preserved table users have no value for its rows: added",
                        "changed (integer to date)");
    }

    @Test
    void droppedColumnsMayBeAllowed() {
        scene.source.execute("CREATE TABLE users (id bigint PRIMARY KEY, added int DEFAULT 5)");
        scene.destination.execute(
                "CREATE TABLE users (gone text, id int PRIMARY KEY); INSERT INTO users VALUES ('x', 1)");
        scene.preserve(asked -> asked.withDroppedColumns(DroppedColumns.ALLOW));

        scene.prepare();
        scene.destination.execute("INSERT INTO users VALUES ('y', 2)");
        scene.assertInStep();
        scene.swap();

        assertThat(scene.destination.query("SELECT * FROM users ORDER BY id")).containsExactly("1|5", "2|5");
    }

    @Test
    void typesOfTheLiveSchemaAreThoseOfTheRows() {
        String types =
                "CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TYPE place AS (x int, y text);"
                        + " CREATE DOMAIN positive AS int CHECK (VALUE > 0);"
                        + " CREATE TABLE users (email citext PRIMARY KEY, m mood, at place, n positive, all_moods mood[], body text)";
        scene.source.execute(types);
        scene.destination.execute(types + "; ALTER TABLE users ALTER body SET STORAGE EXTERNAL;"
                + " INSERT INTO users SELECT 'U' || i, 'sad', ROW(i, 'y')::place, i, '{sad,glad}', repeat('x', 10000)"
                + " FROM generate_series(1, 5) i");
        scene.prepare();

        scene.destination.execute("UPDATE users SET m = 'glad', at = ROW(0, NULL)::place WHERE email = 'u2';"
                + " UPDATE users SET email = 'u2' WHERE email = 'U2'; DELETE FROM users WHERE email = 'u3'");

        scene.assertInStep();
        scene.swap();
        assertThat(scene.destination.query("SELECT email, m, at, n, all_moods, length(body) FROM users ORDER BY n"))
                .containsExactly(
                        "U1|sad|(1,y)|1|{sad,glad}|10000",
                        "u2|glad|(0,)|2|{sad,glad}|10000",
                        "U4|sad|(4,y)|4|{sad,glad}|10000",
                        "U5|sad|(5,y)|5|{sad,glad}|10000");
    }

    @Test
    void typesThatDifferAreAssigned() {
        scene.source.execute("CREATE TYPE mood AS ENUM ('sad', 'glad', 'new');"
                + " CREATE TABLE users (extra int DEFAULT 3, m mood, n numeric(10, 2), id bigint PRIMARY KEY)");
        scene.destination.execute("CREATE TYPE mood AS ENUM ('sad', 'glad');"
                + " CREATE TABLE users (id int PRIMARY KEY, n int, m mood); INSERT INTO users VALUES (1, 1, 'sad')");
        scene.prepare();

        scene.destination.execute(
                "INSERT INTO users VALUES (2, 2, 'glad'); UPDATE users SET n = 7, id = 3 WHERE id = 1");

        scene.assertInStep();
        scene.swap();
        assertThat(scene.destination.query("SELECT * FROM users ORDER BY id"))
                .containsExactly("3|glad|2.00|2", "3|sad|7.00|3");
    }

    @Test
    void sequencesOfNoColumnGoOnWhereTheyStand() {
        String sequences = "CREATE SEQUENCE invoice; CREATE SEQUENCE other; CREATE TABLE users (id int PRIMARY KEY);";
        scene.source.execute(sequences + "SELECT setval('invoice', 3), setval('other', 5)");
        scene.destination.execute(sequences + "SELECT setval('invoice', 40), setval('other', 50)");
        scene.preserve("invoice");
        scene.prepare();

        String lookedUp = scene.destination.value("SELECT 'invoice'::regclass::oid");
        List<String> ids = new ArrayList<>(block("'invoice'"));
        scene.swap();
        // as by a statement that waited for the swap
        ids.addAll(block(lookedUp + "::regclass"));
        ids.addAll(block("'invoice'"));

        assertThat(ids).doesNotHaveDuplicates().startsWith("41").hasSize(3000);
        assertThat(scene.destination.value("SELECT nextval('other')")).isEqualTo("6");
    }

    private List<String> block(String sequence) {
        return scene.destination.query("SELECT nextval(" + sequence + ") FROM generate_series(1, 1000)");
    }

    @Test
    void sequencesThatAreNearlyUsedUpLeaveFewValuesOut() {
        String sequences =
                "CREATE SEQUENCE down INCREMENT -7 MINVALUE -100000 MAXVALUE -1; CREATE SEQUENCE used AS smallint;";
        scene.source.execute(sequences);
        scene.destination.execute(sequences + "SELECT setval('down', -70), setval('used', 32767)");
        scene.preserve("down,used");
        scene.prepare();
        scene.swap();

        assertThat(scene.destination.value("SELECT nextval('down')")).isEqualTo("-175");
        assertThat(scene.destination.value("SELECT last_value FROM used")).isEqualTo("32767");
    }
}
