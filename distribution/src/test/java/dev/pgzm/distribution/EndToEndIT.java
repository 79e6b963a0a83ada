package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unpacked distribution, as a user runs it. */
@Timeout(180)
class EndToEndIT {
    @TempDir
    private Path directory;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    private record Result(int exitCode, String out, String err) {}

    private static Path program() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of("target"), 4, (file, attributes) -> file.endsWith("bin/pgzm") && attributes.isRegularFile())) {
            return files.filter(file -> file.toString().contains("-bin"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    private Process launch(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Process process = launch(environment, arguments);
        return result(process);
    }

    private Result result(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(directory.resolve("out")),
                Files.readString(directory.resolve("err")));
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
    void migratesWithAPasswordFromTheEnvironment() throws IOException, InterruptedException {
        source.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 1000)");

        Result result = run(
                Map.of("PGPASSWORD", source.server().password()),
                "start",
                "--source",
                withoutPassword(source),
                "--dest",
                withoutPassword(destination));

        assertThat(result.err())
                .contains("completed")
                .doesNotContain(source.server().password());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("Migration \\d+ is complete")
                .contains("1 tables, 1,000 rows")
                .contains("the former schema is backup_");
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(Files.readString(directory.resolve(".migration-state-" + destination.name() + ".json")))
                .contains("\"COMPLETED\"")
                .doesNotContain(source.server().password());
    }

    @Test
    void migratesWithAPasswordFromThePasswordFile() throws IOException, InterruptedException {
        source.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 10)");
        Path passwords = directory.resolve("pgpass");
        Files.writeString(passwords, "*:*:*:*:" + source.server().password() + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));

        Result result = run(
                Map.of(
                        "PGPASSFILE",
                        passwords.toString(),
                        "PGZM_SOURCE",
                        withoutPassword(source),
                        "PGZM_DEST",
                        withoutPassword(destination) + "?sslmode=prefer&connect_timeout=5"),
                "start",
                "--jobs",
                "1");

        assertThat(result.err()).contains("completed");
        assertThat(result.exitCode()).isZero();
        assertThat(destination.value("SELECT count(*) FROM t")).isEqualTo("10");
    }

    @Test
    void undoesEverythingOnSigint() throws IOException, InterruptedException {
        slowLoad();
        List<String> before = destination.leftovers();
        Process process = launch(Map.of(), "start", "--source", source.url(), "--dest", destination.url());
        awaitLoad();

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        Result result = result(process);

        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err())
                .contains("ERROR:  Cannot go on: the run was interrupted")
                .contains("Both databases are as they were before.");
        Awaitility.await()
                .untilAsserted(() -> assertThat(destination.leftovers()).isEqualTo(before));
    }

    @Test
    void letsGoOfAFrozenSourceAtOnceWhenKilledAndStartsAnew() throws IOException, InterruptedException {
        slowLoad();
        Process process =
                launch(Map.of(), "start", "--freeze-source", "--source", source.url(), "--dest", destination.url());
        awaitLoad();
        assertThat(source.query("SELECT DISTINCT mode FROM pg_locks WHERE relation = 'goods'::regclass AND granted"))
                .contains("ShareLock");

        process.destroyForcibly().waitFor();

        source.execute("SET lock_timeout = '2s'; UPDATE goods SET id = id + 10000 WHERE id = 1");
        source.execute("CREATE OR REPLACE FUNCTION slow(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'");
        Awaitility.await()
                .until(() -> destination
                        .query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                        .isEmpty());
        Result again = run(Map.of(), "start", "--source", source.url(), "--dest", destination.url());
        assertThat(again.err()).contains("schema shadow was left behind by a run that died");
        assertThat(again.exitCode()).isZero();
        assertThat(destination.checksums()).isEqualTo(source.checksums());
    }

    @Test
    void showsNoPasswordInTheArgumentsOfItsChildren() throws IOException, InterruptedException {
        StringBuilder relations = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            relations.append("CREATE TABLE t").append(i).append(" (id int PRIMARY KEY);");
        }
        source.execute(relations.toString());
        List<String> seen = new ArrayList<>();
        Process process = launch(Map.of(), "start", "--source", source.url(), "--dest", destination.url());
        while (process.isAlive()) {
            process.descendants()
                    .flatMap(child -> child.info().commandLine().stream())
                    .filter(line -> line.contains("pg_dump"))
                    .forEach(seen::add);
        }

        assertThat(result(process).exitCode()).isZero();
        assertThat(seen).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void demonstratesItself() throws IOException, InterruptedException {
        Result result = run(Map.of(), "demo", "--orders", "15000");

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
    void knowsItsVersionAndItsCommands() throws IOException, InterruptedException {
        assertThat(run(Map.of(), "--version").out()).startsWith("pgzm ");
        assertThat(run(Map.of(), "--help").out()).contains("start").contains("demo");
    }
}
