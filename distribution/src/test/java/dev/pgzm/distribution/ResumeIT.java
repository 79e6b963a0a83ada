package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A migration whose process was killed is gone on with: nothing is done twice, and all rows are of one instant. */
@Timeout(120)
class ResumeIT {
    // a row that can't be loaded while somebody holds this lock in the destination
    private static final String GATE = "CREATE FUNCTION passes(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS"
            + " $$ BEGIN IF $1 < 0 THEN PERFORM pg_advisory_xact_lock_shared(4242); END IF; RETURN true; END $$;";

    // of its own: a transaction of another database that is open for long makes rows look newer than the snapshot
    private static final LocalServer SERVER = TestServer.local();

    @TempDir
    private Path directory;

    private final TestDatabase source = SERVER.server().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private Program program = new Program(Path.of("."));

    @AfterAll
    static void stopServer() {
        SERVER.close();
    }

    @BeforeEach
    void fill() {
        program = new Program(directory).between(source, destination);
        source.execute(GATE + "CREATE TABLE goods (id int PRIMARY KEY, v text);"
                + " INSERT INTO goods SELECT i, md5(i::text) FROM generate_series(1, 100000) i;"
                + " CREATE TABLE sales (id int PRIMARY KEY, goods_id int REFERENCES goods);"
                + " INSERT INTO sales SELECT i, i FROM generate_series(1, 9000) i;"
                + " CREATE TABLE notes (id int PRIMARY KEY CHECK (passes(id))); INSERT INTO notes VALUES (-1), (1);"
                + " CREATE TABLE empty (id int PRIMARY KEY);"
                + " CREATE SEQUENCE numbers; SELECT setval('numbers', 100);"
                + " CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM sales");
        destination.execute("CREATE TABLE goods (id int PRIMARY KEY, old text); INSERT INTO goods VALUES (1, 'old')");
    }

    /** Kills a run when goods and sales are there with their keys, and notes is not. */
    private void die(String... command) {
        try (Connection gatekeeper = destination.connect();
                Statement statement = gatekeeper.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4242)");
            Program.Running run = program.launch(command);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !destination
                                    .query("SELECT 1 FROM pg_stat_activity WHERE query ~ '^COPY'"
                                            + " AND wait_event = 'advisory' AND datname = current_database()")
                                    .isEmpty()
                            && !destination
                                    .query("SELECT 1 FROM pg_constraint WHERE conname = 'sales_goods_id_fkey'")
                                    .isEmpty());
            run.kill();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void die() {
        die("start", "--jobs", "2", "--split-larger-than", "1MB");
    }

    private Program.Result resume() {
        Program.Result result = program.run("resume");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(destination.schemaDump()).isEqualTo(source.schemaDump());
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.value("SELECT last_value FROM numbers")).isEqualTo("100");
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('shadow', 'pgzm')"))
                .isEmpty();
        return result;
    }

    private static List<String> copied(Program.Result result) {
        return result.err()
                .lines()
                .filter(line -> line.contains(" copied public."))
                .map(line -> line.replaceAll(".* copied public\\.(\\w+):.*", "$1"))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void copiesOnlyWhatIsMissingWhereOtherTablesWereWritten() {
        die();
        source.execute("INSERT INTO empty VALUES (1)");
        assertThat(copied(resume())).containsExactly("empty", "notes");
    }

    @Test
    void copiesTablesAgainOfWhichOneWasUpdatedAndAnotherDeletedFrom() {
        die();
        source.execute("UPDATE sales SET goods_id = 1 WHERE id = 9000; DELETE FROM goods WHERE id = 99999");
        Program.Result result = resume();
        assertThat(copied(result)).containsExactly("goods", "notes", "sales");
        assertThat(result.err())
                .containsPattern("the source has changed since the first copies: public\\.\\w+, public\\.\\w+"
                        + " \\(they are copied again, so that all rows are of one instant\\)");
    }

    @Test
    void copiesTablesAgainOfWhichOneWasWrittenAnewAndAnotherFilledAlike() {
        die();
        source.execute("VACUUM FULL goods");
        source.execute("CREATE TEMP TABLE t AS TABLE sales; TRUNCATE sales; INSERT INTO sales SELECT * FROM t");
        Program.Result result = resume();
        assertThat(copied(result)).as(result.err()).containsExactly("goods", "notes", "sales");
    }

    @Test
    void buildsShadowAnewWhereTheSourcesSchemaHasChanged() {
        die();
        source.execute("ALTER TABLE goods ADD COLUMN price int DEFAULT 7");
        Program.Result result = resume();
        assertThat(copied(result)).containsExactly("goods", "notes", "sales");
        assertThat(result.err()).contains("the shadow schema is built anew (the source's schema has changed");
    }

    @Test
    void copiesOnlyTheMissingPartsOfATable() {
        source.execute("ALTER TABLE notes DROP CONSTRAINT notes_id_check; ALTER TABLE goods ADD CHECK (passes(id));"
                + " INSERT INTO goods VALUES (-1); ALTER TABLE sales DROP CONSTRAINT sales_goods_id_fkey;"
                + " ALTER TABLE sales ADD CONSTRAINT sales_goods_id_fkey FOREIGN KEY (id) REFERENCES sales");
        die();
        Program.Result result = resume();
        assertThat(copied(result)).contains("goods").doesNotContain("sales");
        assertThat(result.err().lines().filter(line -> line.contains(" copied public.goods")))
                .hasSizeLessThan(3);
    }

    @Test
    void goesOnWithoutItsDocument() throws IOException {
        die();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(copied(resume())).containsExactly("notes");
    }

    @Test
    void stopsWhereItWasAskedToStop() {
        die("prepare", "--jobs", "2", "--split-larger-than", "1MB");
        Program.Result prepared = program.run("resume");
        assertThat(prepared.exitCode()).as(prepared.err()).isZero();
        assertThat(prepared.out()).contains("pgzm swap");
        assertThat(destination.query("SELECT * FROM goods")).containsExactly("1|old");
        assertThat(program.run("resume").exitCode()).isZero();
        assertThat(program.run("swap").exitCode()).isZero();
        assertThat(destination.checksums()).isEqualTo(source.checksums());
    }

    @Test
    void keepsWhatWasBuiltWhenItCannotGoOn() {
        die();
        Program.Result unreachable = program.run("resume", "--source", "postgresql://nobody@localhost:1/nowhere");
        assertThat(unreachable.exitCode()).isEqualTo(4);
        assertThat(unreachable.err()).contains("what was built is kept: pgzm resume goes on with it");
        assertThat(copied(resume())).containsExactly("notes");
    }

    @Test
    void beginsAgainWhatWasUndone() {
        die();
        assertThat(program.run("abort").exitCode()).isZero();
        assertThat(program.run("resume").exitCode()).isEqualTo(10);
        assertThat(program.run("start").exitCode()).isZero();
        assertThat(destination.checksums()).isEqualTo(source.checksums());
    }
}
