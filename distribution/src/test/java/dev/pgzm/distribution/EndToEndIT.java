package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unpacked distribution, as a user runs it. */
@Timeout(180)
class EndToEndIT {
    @TempDir
    private Path directory;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    private Program program() {
        return new Program(directory);
    }

    private Program.Running launch(String... options) {
        List<String> arguments = new ArrayList<>(List.of("start"));
        arguments.addAll(List.of(options));
        return program().between(source, destination).launch(arguments.toArray(String[]::new));
    }

    private static String withoutPassword(TestDatabase database) {
        return "postgresql://" + database.server().user() + "@"
                + database.server().host() + ":" + database.server().port() + "/" + database.name();
    }

    private void slowLoad() {
        source.execute("CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';"
                + " CREATE TABLE goods (id int PRIMARY KEY CHECK (slow(id)));"
                + " INSERT INTO goods SELECT generate_series(1, 1000);"
                + " CREATE OR REPLACE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN PERFORM pg_sleep(0.05); RETURN true; END $$");
    }

    private void awaitLoad() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !destination
                        .query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'pgzm' AND query ~ '^COPY'"
                                + " AND state = 'active' AND datname = current_database()")
                        .isEmpty());
    }

    @Test
    void migratesWithAPasswordFromTheEnvironment() throws IOException {
        source.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 1000)");

        Program.Result result = program()
                .with("PGPASSWORD", source.server().password())
                .run(
                        "start",
                        "-vv",
                        "--events=events",
                        "--metrics-file=metrics",
                        "--source",
                        withoutPassword(source),
                        "--dest",
                        withoutPassword(destination));

        assertThat(result.err())
                .contains("completed", "began with public.t", "destination ", "COPY \"shadow\".\"t\"")
                .doesNotContain(source.server().password());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("Migration \\d+ is complete")
                .contains("1 tables, 1,000 rows")
                .contains("the former schema is backup_");
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(Files.readString(directory.resolve(".migration-state-" + destination.name() + ".json")))
                .contains("\"COMPLETED\"");
        Program.Result report =
                program().run("report", "--html", "report.html", "--dest", withoutPassword(destination));
        assertThat(report.exitCode()).as(report.err()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            // state, chronicle, log, events, metrics and report
            assertThat(all).hasSize(6);
            for (Path file : all) {
                assertThat(file).content().doesNotContain(source.server().password());
            }
        }
    }

    @Test
    void migratesWithAPasswordFromThePasswordFile() throws IOException {
        source.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 10)");
        Path passwords = directory.resolve("pgpass");
        Files.writeString(passwords, "*:*:*:*:" + source.server().password() + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));

        Program.Result result = program()
                .with("PGPASSFILE", passwords.toString())
                .with("PGZM_SOURCE", withoutPassword(source))
                .with("PGZM_DEST", withoutPassword(destination) + "?sslmode=prefer&connect_timeout=5")
                .run("start", "--jobs", "1");

        assertThat(result.err()).contains("completed");
        assertThat(result.exitCode()).isZero();
        assertThat(destination.value("SELECT count(*) FROM t")).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void undoesEverythingOnASignal(String signal) {
        slowLoad();
        List<String> before = destination.leftovers();
        Program.Running run = launch();
        awaitLoad();

        run.signal(signal);
        Program.Result result = run.result();

        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err())
                .contains("ERROR:  Cannot go on: the run was interrupted")
                .contains(
                        "Both databases are as they were before. Removed from the destination: schema shadow, schema pgzm.");
        Awaitility.await()
                .untilAsserted(() -> assertThat(destination.leftovers()).isEqualTo(before));
    }

    @Test
    void leavesAtOnceOnASecondSignalAndAbortFinishesTheJob() throws SQLException {
        slowLoad();
        List<String> before = destination.leftovers();
        try (Connection other = destination.connect();
                Statement statement = other.createStatement()) {
            Program.Running run = launch();
            awaitLoad();
            other.setAutoCommit(false);
            // the undo waits for this
            statement.execute("LOCK TABLE pgzm.inventory IN ACCESS SHARE MODE");
            run.signal("INT");
            Awaitility.await().until(() -> run.err().contains("undoing"));
            assertThat(run.process().isAlive()).isTrue();
            run.signal("INT");
            Program.Result result = run.result();
            assertThat(result.exitCode()).isEqualTo(130);
            assertThat(result.err()).contains("pgzm abort removes what is left in the destination");
            other.rollback();
        }
        Program.Result abort = program().run("abort", "--dest", destination.url());
        assertThat(abort.exitCode()).as(abort.err()).isZero();
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    @Test
    void staysPreparedWhenItsSwapIsInterrupted() throws SQLException {
        source.execute("CREATE TABLE t (id int PRIMARY KEY)");
        destination.execute("CREATE TABLE t (id int PRIMARY KEY)");
        Program program = program().between(source, destination);
        assertThat(program.run("prepare").exitCode()).isZero();
        try (Connection other = destination.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            Program.Running swap = program.launch("swap");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> swap.err().contains("waiting for"));
            swap.signal("INT");
            Program.Result result = swap.result();
            assertThat(result.exitCode()).as(result.err()).isEqualTo(130);
            assertThat(result.err()).contains("Nothing was swapped.").contains("stays prepared: pgzm swap tries again");
            other.rollback();
        }
        assertThat(program.run("swap").exitCode()).isZero();
    }

    @Test
    void letsGoOfAFrozenSourceAtOnceWhenKilledAndStartsAnew() {
        slowLoad();
        Program.Running run = launch("--freeze-source");
        awaitLoad();
        assertThat(source.query("SELECT DISTINCT mode FROM pg_locks WHERE relation = 'goods'::regclass AND granted"))
                .contains("ShareLock");

        run.kill();

        source.execute("SET lock_timeout = '2s'; UPDATE goods SET id = id + 10000 WHERE id = 1");
        source.execute("CREATE OR REPLACE FUNCTION slow(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'");
        Program.Result again = launch().result();
        assertThat(again.err()).contains("schema shadow was left behind by a run that died");
        assertThat(again.exitCode()).isZero();
        assertThat(destination.checksums()).isEqualTo(source.checksums());
    }

    @Test
    void showsNoPasswordInTheArgumentsOfItsChildren() {
        StringBuilder relations = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            relations.append("CREATE TABLE t").append(i).append(" (id int PRIMARY KEY);");
        }
        source.execute(relations.toString());
        List<String> seen = new ArrayList<>();
        Program.Running run = launch();
        Process process = run.process();
        while (process.isAlive()) {
            process.descendants()
                    .flatMap(child -> child.info().commandLine().stream())
                    .filter(line -> line.contains("pg_dump"))
                    .forEach(seen::add);
        }

        assertThat(run.result().exitCode()).isZero();
        assertThat(seen).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void demonstratesItself() {
        Program.Result result = program().run("demo", "--orders", "15000");

        assertThat(result.out())
                .contains("orders                 20,000")
                .contains("all there")
                .doesNotContain("DIFFER")
                .containsPattern("application    [\\d,]+ statements meanwhile, 0 failed")
                .containsPattern("swap           held writers off for at most [\\d.]+ ms")
                .contains("Both servers and their data are removed.");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void knowsItsVersionAndItsCommands() {
        assertThat(program().run("--version").out()).startsWith("pgzm ");
        assertThat(program().run("--help").out()).contains("start").contains("demo");
    }
}
