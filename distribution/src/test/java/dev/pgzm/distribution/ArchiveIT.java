package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Rows that rest in an archive on their way arrive as streamed ones do, and wait there for a run that died. */
@Timeout(150)
class ArchiveIT {
    // a row that can't be loaded while somebody holds this lock in the destination
    private static final String GATE = "CREATE FUNCTION passes(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS"
            + " $$ BEGIN IF $1 < 0 THEN PERFORM pg_advisory_xact_lock_shared(4242); END IF; RETURN true; END $$;"
            + " CREATE TABLE gate (id int PRIMARY KEY CHECK (passes(id))); INSERT INTO gate VALUES (-1)";

    private static final LocalServer SERVER = TestServer.local();

    @TempDir
    private Path directory;

    private TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private Program program = new Program(Path.of("."));

    @AfterAll
    static void stopServer() {
        SERVER.close();
    }

    @BeforeEach
    void fill() {
        source.executeResource(Scene.class, "scene_source.sql");
        source.execute("""
                CREATE TYPE "Size ""of"" it" AS ENUM ('S', 'L');
                CREATE TABLE "Odd ""names"", too" ("a b" "Size ""of"" it", "ä" text, gone int, twice int
                    GENERATED ALWAYS AS (7) STORED, "sizes" "Size ""of"" it"[]);
                ALTER TABLE "Odd ""names"", too" DROP COLUMN gone;
                INSERT INTO "Odd ""names"", too" VALUES ('L', E'\\\\.'), (NULL, E'one\\ntwo\\t\\\\\\r'), ('S', ''), (NULL, NULL);
                INSERT INTO "Odd ""names"", too" ("ä", "sizes") VALUES (repeat('long ', 1000000), '{S,L}');
                CREATE TABLE nothing (); INSERT INTO nothing DEFAULT VALUES; INSERT INTO nothing DEFAULT VALUES;
                CREATE TABLE bytes (b bytea, x xml, f float8, d interval);
                INSERT INTO bytes VALUES ('\\x005c2e0a', '<a/>', 0.1 + 0.2, '1 mon -2 days');
                CREATE SEQUENCE waiting; SELECT setval('waiting', 77, false);""");
        destination.executeResource(Scene.class, "scene_destination.sql");
        program = new Program(directory).between(source, destination);
    }

    private void assertArrived(Program.Result result) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(destination.schemaDump()).isEqualTo(source.schemaDump());
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.value("SELECT last_value || ' ' || is_called FROM waiting"))
                .isEqualTo("77 false");
    }

    private List<Path> archives() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("archive_"))
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private Path archive() {
        assertThat(archives()).hasSize(1);
        return archives().get(0);
    }

    private String listed(Path archive) throws IOException {
        Process list = new ProcessBuilder(tool("pg_restore"), "--list", archive.toString()).start();
        return new String(list.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String tool(String name) {
        return LocalServer.programs().orElseThrow().resolve(name).toString();
    }

    @Test
    void bringsWhatAStreamBringsAndLeavesNothing() {
        assertArrived(program.run("start", "--via", "archive", "--jobs", "3"));
        assertThat(archives()).isEmpty();
    }

    @Test
    void leavesAnArchiveThatPgRestoreReadsAndThatIsRestoredWithoutItsSource() throws IOException {
        TestDatabase lost = source;
        Program.Result kept = program.run(
                "prepare",
                "--via",
                "archive",
                "--archive-dir",
                "elsewhere/here",
                "--compress",
                "gzip",
                "--keep-archive");
        assertThat(kept.exitCode()).as(kept.err()).isZero();
        assertThat(program.run("abort").exitCode()).isZero();
        Path archive;
        try (Stream<Path> files = Files.list(directory.resolve("elsewhere/here"))) {
            archive = files.findFirst().orElseThrow();
        }
        assertThat(listed(archive)).contains("TABLE DATA public Odd \"names\", too");
        source = TestServer.shared().newDatabase();
        source.executeResource(Scene.class, "scene_source.sql");

        Program.Result restored = new Program(directory)
                .with("PGZM_DEST", destination.url())
                .run("start", "--from-archive", archive.toString());

        source = lost;
        assertArrived(restored);
        assertThat(archive).exists();
        preservesATableOf(archive);
    }

    /** It was taken by a migration that preserved none. */
    private void preservesATableOf(Path archive) {
        destination.execute("UPDATE carts SET content = '{\"kept\": true}' WHERE id = 7; TRUNCATE order_lines");
        Program.Result restored = new Program(directory)
                .with("PGZM_DEST", destination.url())
                .run("start", "--from-archive", archive.toString(), "--preserved-tables", "carts");
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(destination.value("SELECT content FROM carts WHERE id = 7")).isEqualTo("{\"kept\": true}");
        assertThat(destination.value("SELECT count(*) FROM order_lines"))
                .isEqualTo(source.value("SELECT count(*) FROM order_lines"));
    }

    /** Kills a run whose pg_dump has begun, and lets that go on alone. */
    private Path dieWriting() throws IOException {
        Path go = directory.resolve("go");
        Path begun = directory.resolve("begun");
        Path tools = Files.createDirectory(directory.resolve("tools"));
        script(tools.resolve("pg_restore"), "exec " + tool("pg_restore") + " \"$@\"");
        script(
                tools.resolve("pg_dump"),
                "case \"$*\" in *--format=directory*) touch " + begun + "; while [ ! -e " + go
                        + " ]; do sleep 0.1; done;; esac\nexec " + tool("pg_dump") + " \"$@\"");
        Program.Running run = program.launch("start", "--via", "archive", "--client-tools", tools.toString());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(begun));
        run.kill();
        Path partial = archive();
        Files.createFile(go);
        return partial;
    }

    @Test
    void isWrittenAgainAfterItsProcessDiedWritingIt() throws IOException {
        Path partial = dieWriting();
        assertArrived(program.run("resume"));
        assertThat(partial).doesNotExist();
        assertThat(archives()).isEmpty();
    }

    @Test
    void isAbortedAfterItsProcessDiedWritingIt() throws IOException {
        List<String> before = destination.leftovers();
        dieWriting();
        Program.Result aborted = program.run("abort");
        assertThat(aborted.exitCode()).as(aborted.err()).isZero();
        assertThat(archives()).isEmpty();
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Kills a run whose archive is complete and most of whose tables have arrived. */
    private void dieRestoring(String... more) {
        source.execute(GATE);
        try (Connection gatekeeper = destination.connect();
                Statement statement = gatekeeper.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4242)");
            Program.Running run =
                    program.launch(Stream.concat(Stream.of("start", "--via", "archive", "--jobs", "2"), Stream.of(more))
                            .toArray(String[]::new));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> run.err().contains("copied public.bytes")
                            && !destination
                                    .query("SELECT 1 FROM pg_stat_activity WHERE query ~ '^COPY'"
                                            + " AND wait_event = 'advisory' AND datname = current_database()")
                                    .isEmpty());
            run.kill();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void restoresTheRestOfACompleteArchiveWithoutAskingTheSource() {
        dieRestoring();
        Program.Result resumed = program.run("resume", "--source", "postgresql://nobody@localhost:1/nowhere");
        assertArrived(resumed);
        assertThat(resumed.err()).contains("copied public.gate").doesNotContain("copied public.bytes");
        assertThat(archives()).isEmpty();
    }

    @Test
    void isAbortedWithItsArchive() {
        List<String> before = destination.leftovers();
        dieRestoring();
        Path archive = archive();
        Program.Result aborted = program.run("abort");
        assertThat(aborted.exitCode()).as(aborted.err()).isZero();
        assertThat(aborted.out()).contains("removed  archive " + archive);
        assertThat(archives()).isEmpty();
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    @Test
    void isRemovedByTheNextMigrationThatBegins() {
        dieRestoring();
        assertArrived(program.run("start"));
        assertThat(archives()).isEmpty();
    }

    @Test
    @EnabledIf("isRoot")
    void isRefusedWhereItHasNoRoom() {
        Path disk = SERVER.smallDisk(1);
        source.execute("CREATE TABLE large AS SELECT repeat('x', 1000) FROM generate_series(1, 3000)");
        Program.Result refused = program.run("start", "--via", "archive", "--archive-dir", disk.toString());
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err())
                .containsPattern(
                        "Cannot begin: the archive has no room in .*: about \\d+\\.\\d MB are needed, \\d\\.\\d MB")
                .contains("Nothing was changed.");
        assertThat(disk).isEmptyDirectory();
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    void isRefusedWhereItIsDamaged() throws IOException {
        assertThat(program.run("start", "--via", "archive", "--keep-archive").exitCode())
                .isZero();
        Path archive = archive();
        Path file;
        try (Stream<Path> files = Files.list(archive)) {
            file = files.filter(each -> each.toString().endsWith(".dat"))
                    .filter(each -> each.toFile().length() > 1_000_000)
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        List<String> before = destination.leftovers();
        cut(file, whole.length - 100);
        Program.Result truncated = program.run("start", "--from-archive", archive.toString());
        assertThat(truncated.exitCode()).isEqualTo(4);
        assertThat(truncated.err())
                .contains("Cannot read the archive " + archive + ": its file " + file.getFileName() + " has ")
                .contains("Nothing was changed.");

        java.util.Arrays.fill(whole, whole.length / 2, whole.length, (byte) 'x');
        Files.write(file, whole);
        Program.Result overwritten = program.run("start", "--from-archive", archive.toString());
        assertThat(overwritten.exitCode()).isEqualTo(5);
        assertThat(overwritten.err())
                .contains(
                        "Cannot read the archive " + archive + ": table public.Odd \"names\", too: its rows break off")
                .contains("Both databases are as they were before.");
        assertThat(destination.leftovers()).isEqualTo(before);

        Program.Result missing = program.run("start", "--from-archive", archive + "/nowhere");
        assertThat(missing.exitCode()).isEqualTo(4);
        assertThat(missing.err()).contains("there is no such directory");
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Test
    void isRefusedWhereItsRowsWouldMeanFormerObjects() {
        source.execute("CREATE DOMAIN which AS regclass[]; CREATE TABLE r (a int, b which)");
        Program.Result refused = program.run("start", "--via", "archive");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("columns hold names of the live schema's objects: r.b");
    }

    @Test
    void isRefusedWithACompressionThatPgDumpLacks() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        script(tools.resolve("pg_restore"), "exec " + tool("pg_restore") + " \"$@\"");
        script(
                tools.resolve("pg_dump"),
                "[ \"$1\" = --version ] && echo 'pg_dump (PostgreSQL) 15.99' || exec " + tool("pg_dump") + " \"$@\"");
        Program.Result refused =
                program.run("start", "--via", "archive", "--compress", "zstd", "--client-tools", tools.toString());
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("pg_dump 15 cannot compress with zstd", "since version 16");
    }
}
