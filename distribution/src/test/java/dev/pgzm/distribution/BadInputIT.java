package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.cli.CommandLines;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Bad input gets a clear error before anything is touched. */
@Timeout(120)
class BadInputIT {
    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    private record Result(int exitCode, String out, String err) {}

    private Result start(String source, String destination, String... more) {
        CommandLine commands = CommandLines.create(Engine::withStateAt, Engine::backupsWithStateAt);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> arguments = new java.util.ArrayList<>(
                List.of("start", "--source", source, "--dest", destination, "--state", "file:" + state));
        arguments.addAll(List.of(more));
        int exitCode = CommandLines.execute(commands, arguments.toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }

    private void assertRefused(Result result, int exitCode, String... texts) {
        assertThat(result.err())
                .contains(texts)
                .contains("STATE:  Nothing was changed.")
                .contains("HINT:  ");
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(backup_|pgzm)'"))
                .isEmpty();
    }

    @Test
    void aMalformedUrl() {
        assertRefused(
                start("mysql://root:geheim@localhost/x", destination.url()),
                2,
                "ERROR:  Cannot read the URL of --source: a connection URL looks like postgresql://");
        assertThat(start("mysql://root:geheim@localhost/x", destination.url()).err())
                .doesNotContain("geheim");
    }

    @Test
    void aUrlParameterThatCannotBeHonoured() {
        assertRefused(
                start(source.url() + "?require_auth=scram-sha-256", destination.url()),
                3,
                "ERROR:  Cannot honour the URL's parameter require_auth");
    }

    @Test
    void theSameDatabaseOnBothSides() {
        assertRefused(
                start(source.url(), source.url().replace("localhost", "127.0.0.1")),
                4,
                "ERROR:  Cannot begin: source and destination are the same database");
    }

    @Test
    void aHostThatCannotBeReached() {
        assertRefused(
                start("postgresql://app:pw@localhost:1/x", destination.url()),
                4,
                "ERROR:  Cannot connect to the source postgresql://app@localhost:1/x: Connection to localhost:1 refused.",
                "HINT:  Check that the source is up and can be reached from here");
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        assertRefused(
                start(source.url() + "_missing", destination.url()),
                4,
                "does not exist",
                "HINT:  Check the database name in the source's URL.");
    }

    @Test
    void aSourceNewerThanPgDump() {
        TestDatabase newer = TestServer.ofMajor(18).newDatabase();
        TestDatabase newest = TestServer.ofMajor(18).newDatabase();

        assertRefused(
                start(newer.url(), newest.url(), "--client-tools", "/usr/lib/postgresql/15/bin"),
                4,
                "ERROR:  Cannot dump a PostgreSQL 18 server with the programs here",
                "the newest found is 15, the source is 18",
                "HINT:  Install the package postgresql-client-18 or a newer one");
    }

    @Test
    void noPgDumpAtAll() {
        assertRefused(
                start(source.url(), destination.url(), "--client-tools", state.toString()),
                4,
                "No pg_dump with its pg_restore was found",
                "HINT:  Install the package postgresql-client-15");
    }

    @Test
    void aDestinationOlderThanWhatTheSourceUses() {
        source.execute("CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a))");
        TestDatabase older = TestServer.ofMajor(14).newDatabase();

        assertRefused(
                start(source.url(), older.url()),
                4,
                "the source uses features that the destination's PostgreSQL 14 lacks",
                "UNIQUE NULLS NOT DISTINCT (t_a_key, since 15)");
    }

    @Test
    void aShadowSchemaOfSomebodyElse() {
        destination.execute("CREATE SCHEMA shadow; CREATE TABLE shadow.mine (a int)");

        assertRefused(
                start(source.url(), destination.url()),
                4,
                "schema shadow exists in the destination and is not pgzm's",
                "Rename or drop it, or name another with --shadow-schema.");
        assertThat(destination.query("SELECT * FROM shadow.mine")).isEmpty();
    }

    @Test
    void missingPrivileges() {
        String role = "r" + destination.name();
        destination.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw'");
        source.execute("CREATE TABLE hidden (a int)");

        assertRefused(
                start(source.url(role, "pw"), destination.url(role, "pw")),
                4,
                "role " + role + " lacks SELECT on the source: public.hidden",
                "role " + role + " lacks CREATE on the destination database " + destination.name(),
                "role " + role + " does not own the destination's schema public");
        destination.execute("DROP ROLE " + role);
    }

    @Test
    void anExtensionThatMayNotBeCreated() {
        String role = "r" + destination.name();
        destination.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw'; ALTER SCHEMA public OWNER TO " + role
                + "; GRANT CREATE ON DATABASE " + destination.name() + " TO " + role);
        source.execute("CREATE EXTENSION postgis");

        assertRefused(
                start(source.url(), destination.url(role, "pw")),
                4,
                "role " + role + " may not create extension postgis on the destination",
                "CREATE EXTENSION \"postgis\" as a superuser first.");
        destination.execute("REASSIGN OWNED BY " + role + " TO postgres");
    }

    @Test
    void aMaterializedViewOfAnotherSchemaThatWouldStayOnTheBackup() {
        destination.execute("CREATE TABLE t (a int); CREATE SCHEMA reports;"
                + " CREATE MATERIALIZED VIEW reports.v AS SELECT * FROM t");

        assertRefused(
                start(source.url(), destination.url()),
                4,
                "materialized view reports.v depends on table public.t",
                "--external-dependents ignore");
        assertThat(start(source.url(), destination.url(), "--external-dependents", "ignore")
                        .exitCode())
                .isZero();
    }

    @Test
    void partitionsInAnotherSchemaWhoseRowsWouldBeLost() {
        source.execute("CREATE SCHEMA parts; CREATE TABLE t (a int) PARTITION BY LIST (a);"
                + " CREATE TABLE parts.t1 PARTITION OF t FOR VALUES IN (1)");

        assertRefused(
                start(source.url(), destination.url()),
                4,
                "partitions or children on the source stand in another schema than their parent: parts.t1 of public.t");
    }

    @Test
    void moreTablesThanTheLockTableHasRoomFor() {
        try (LocalServer server = TestServer.local("max_locks_per_transaction = 10", "max_connections = 20")) {
            TestDatabase small = server.server().newDatabase();
            for (int i = 0; i < 250; i += 50) {
                small.execute(IntStream.range(i, i + 50)
                        .mapToObj(table -> "CREATE TABLE t" + table + " (a int)")
                        .collect(Collectors.joining(";")));
            }

            assertRefused(
                    start(source.url(), small.url()),
                    4,
                    "the destination's lock table has no room for 250 tables: 200 slots, of which ",
                    "Set max_locks_per_transaction of the destination to 64 and restart it.");
            assertRefused(
                    start(small.url(), destination.url()),
                    4,
                    "the source's lock table has no room for 250 tables: 200 slots, of which ");
        }
    }

    @Test
    void anOptionThatDoesNotExist() {
        assertRefused(start(source.url(), destination.url(), "--jbos", "3"), 2, "Unknown option");
        assertRefused(start(source.url(), destination.url(), "--jobs", "0"), 2, "jobs must be at least 1: 0");
    }
}
