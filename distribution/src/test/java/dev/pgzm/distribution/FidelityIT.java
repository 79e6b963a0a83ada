package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pg_dump carries, arrives. */
class FidelityIT {
    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();

    private MigrationReport migrate(TestDatabase destination) {
        return Engine.withStateIn(state).start(Engine.plan(source, destination), Progress.SILENT);
    }

    private void assertEqual(TestDatabase destination) {
        assertThat(destination.schemaDump()).isEqualTo(source.schemaDump());
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        String sequences = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1";
        assertThat(destination.query(sequences)).isEqualTo(source.query(sequences));
    }

    @Test
    void carriesTheWholeZoo() {
        source.executeResource(FidelityIT.class, "zoo.sql");
        TestDatabase destination = TestServer.shared().newDatabase();
        destination.execute("CREATE TABLE plain (old int); INSERT INTO plain VALUES (1)");

        // plain exists on both sides, and would keep the destination's privileges
        MigrationReport report = Engine.withStateIn(state)
                .start(Engine.plan(source, destination).withOwnership(OwnershipPolicy.SOURCE), Progress.SILENT);

        assertEqual(destination);
        assertThat(destination.query("SELECT * FROM " + report.id().backupSchema() + ".plain"))
                .containsExactly("1");
        assertThat(destination.value("SELECT nextval('alone') || ' ' || nextval('fresh')"))
                .isEqualTo("42 1");
        assertThat(destination.query("SELECT * FROM relations")).containsExactly("plain|twice(integer)|mood");
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('shadow', 'pgzm')"))
                .isEmpty();
    }

    @Test
    void carriesAValueOfAHundredMegabytes() {
        source.execute("CREATE TABLE huge (id int PRIMARY KEY, value bytea, words text);"
                + " INSERT INTO huge SELECT 1, decode(repeat('0123456789abcdef', 13107200), 'hex'), 'x'");
        TestDatabase destination = TestServer.shared().newDatabase();

        migrate(destination);

        String check = "SELECT length(value) || ' ' || md5(value) FROM huge";
        assertThat(destination.value(check)).isEqualTo(source.value(check)).startsWith("104857600 ");
    }

    @Test
    void createsTheExtensionsThatTheDestinationLacks() {
        source.executeResource(FidelityIT.class, "extensions.sql");
        TestDatabase destination = TestServer.shared().newDatabase();

        migrate(destination);

        assertEqual(destination);
    }

    @Test
    void keepsTheExtensionsThatLiveInTheLiveSchema() {
        source.executeResource(FidelityIT.class, "extensions.sql");
        TestDatabase destination = TestServer.shared().newDatabase();
        destination.executeResource(FidelityIT.class, "extensions.sql");

        MigrationReport report = migrate(destination);

        assertEqual(destination);
        assertThat(destination.query("SELECT DISTINCT extnamespace::regnamespace::text FROM pg_extension"
                        + " WHERE extname <> 'plpgsql'"))
                .containsExactly("public");
        destination.execute("DROP SCHEMA " + report.id().backupSchema() + " CASCADE");
        assertThat(destination.value("SELECT count(*) FROM near")).isEqualTo(source.value("SELECT count(*) FROM near"));
    }

    @Test
    void findsExtensionsInAnotherSchemaOnTheDestination() {
        source.execute("CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE TABLE t (id int, h hstore, v text);"
                + " INSERT INTO t SELECT i, hstore('a', i::text), 'v' || i FROM generate_series(1, 100) i;"
                + " CREATE INDEX ON t USING gin (v gin_trgm_ops); CREATE FUNCTION f(hstore) RETURNS hstore LANGUAGE sql"
                + " AS 'SELECT $1';"
                + " CREATE VIEW v AS SELECT h -> 'a' AS a FROM t WHERE v % 'v7'");
        TestDatabase destination = TestServer.shared().newDatabase();
        destination.execute("CREATE SCHEMA extensions; CREATE EXTENSION hstore SCHEMA extensions;"
                + " CREATE EXTENSION pg_trgm SCHEMA extensions");

        migrate(destination);

        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.query("SELECT * FROM v")).isEqualTo(source.query("SELECT * FROM v"));
    }

    @Test
    void tellsTheSchemasObjectsFromAnExtensionsOfTheSameName() {
        source.execute("CREATE EXTENSION pg_trgm; CREATE TABLE t (id int, v text);"
                + " CREATE FUNCTION similarity(int, int) RETURNS real LANGUAGE sql IMMUTABLE AS 'SELECT 1.0 / ($1 + $2)';"
                + " CREATE OPERATOR <-> (FUNCTION = similarity, LEFTARG = int, RIGHTARG = int);"
                + " CREATE INDEX ON t (similarity(id, 1)); CREATE VIEW w AS SELECT similarity(1, 2) AS a,"
                + " similarity(v, 'x') AS b, v <-> 'y' AS c, id <-> 3 AS d FROM t");
        TestDatabase destination = TestServer.shared().newDatabase();
        destination.execute("CREATE EXTENSION pg_trgm");

        migrate(destination);

        assertEqual(destination);
    }

    @Test
    void gathersAllStatistics() {
        source.execute("CREATE TABLE bare (id int); INSERT INTO bare SELECT generate_series(1, 100);"
                + " CREATE TABLE small (id int PRIMARY KEY, a int, b int); CREATE INDEX ON small ((a + b));"
                + " INSERT INTO small SELECT i, i % 7, i % 7 FROM generate_series(1, 1000) i;"
                + " CREATE STATISTICS small_ab (dependencies) ON a, b FROM small;"
                // by the applications' path alone its index can be built, which thus is not with the rows
                + " CREATE FUNCTION twice(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN once($1) * 2; END';"
                + " CREATE FUNCTION once(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                + " CREATE TABLE pathed (id int PRIMARY KEY, a int); INSERT INTO pathed SELECT i, i FROM generate_series(1, 50) i;"
                + " CREATE INDEX ON pathed (twice(a)); ANALYZE");
        TestDatabase destination = TestServer.shared().newDatabase();

        migrate(destination);

        assertEqual(destination);
        for (String statistics : List.of(
                "SELECT tablename, attname, n_distinct FROM pg_stats WHERE schemaname = 'public' ORDER BY 1, 2",
                "SELECT statistics_name, dependencies FROM pg_stats_ext ORDER BY 1",
                "SELECT relname, reltuples FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1")) {
            assertThat(destination.query(statistics))
                    .isEqualTo(source.query(statistics))
                    .isNotEmpty();
        }
    }

    @Test
    void passesOverAnIndexThatIsNotValid() throws SQLException {
        source.execute("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)");
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (id)"))
                    .hasMessageContaining("could not create unique index");
        }
        TestDatabase destination = TestServer.shared().newDatabase();

        migrate(destination);

        assertEqual(destination);
    }

    @Test
    void migratesAgainOverWhatItMigratedBefore() {
        source.executeResource(FidelityIT.class, "zoo.sql");
        TestDatabase destination = TestServer.shared().newDatabase();
        migrate(destination);
        source.execute("DELETE FROM wide WHERE id > 2; UPDATE plain SET n = 9 WHERE n = 8; CREATE TABLE added (a int)");

        migrate(destination);

        assertEqual(destination);
    }

    @Test
    void letsARoleWithoutSuperuserDoAllThatPostgresAllowsIt() {
        String role = "r" + source.name();
        String group = role + "_group";
        TestDatabase destination = TestServer.shared().newDatabase();
        source.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw'; CREATE ROLE " + group + "; GRANT " + group
                + " TO "
                + role + "; CREATE EXTENSION citext; CREATE EXTENSION hstore; GRANT USAGE ON SCHEMA public TO " + group
                + "; CREATE TABLE t (id serial PRIMARY KEY, a citext, h hstore); ALTER TABLE t OWNER TO " + role
                + "; CREATE TABLE shared (a int REFERENCES t); ALTER TABLE shared OWNER TO " + group
                + "; GRANT SELECT ON t TO " + group
                + "; INSERT INTO t (a) SELECT 'A' || i FROM generate_series(1, 99) i"
                + "; COMMENT ON TABLE t IS 'x'; CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t; ALTER MATERIALIZED VIEW m OWNER TO "
                + group);
        destination.execute("ALTER DATABASE " + destination.name() + " OWNER TO " + role);
        ImmutablePlan plan = Engine.plan(source, destination)
                .withSource(DatabaseUrl.parse(source.url(role, "pw"), name -> null))
                .withDestination(DatabaseUrl.parse(destination.url(role, "pw"), name -> null));

        Engine.withStateIn(state).start(plan, Progress.SILENT);

        assertEqual(destination);
        assertThat(destination.query(
                        "SELECT extname FROM pg_extension WHERE extnamespace = 'public'::regnamespace" + " ORDER BY 1"))
                .containsExactly("citext", "hstore");
    }

    @Test
    void doesNotDependOnTheSettingsOfRolesAndDatabases() {
        source.executeResource(FidelityIT.class, "zoo.sql");
        TestDatabase destination = TestServer.shared().newDatabase();
        for (TestDatabase each : List.of(source, destination)) {
            for (String setting : List.of(
                    "default_transaction_isolation = 'serializable'",
                    "default_transaction_read_only = on",
                    "search_path = pg_temp",
                    "statement_timeout = '100ms'",
                    "datestyle = 'German'",
                    "bytea_output = 'escape'",
                    "extra_float_digits = -3",
                    "client_encoding = 'LATIN1'",
                    "standard_conforming_strings = off")) {
                new TestDatabase(each.server(), "postgres")
                        .execute("ALTER DATABASE " + each.name() + " SET " + setting);
            }
        }

        migrate(destination);

        for (TestDatabase each : List.of(source, destination)) {
            new TestDatabase(each.server(), "postgres").execute("ALTER DATABASE " + each.name() + " RESET ALL");
        }
        assertEqual(destination);
    }

    @Test
    void copiesSchemasWhoseNamesWantQuoting() {
        source.execute("CREATE SCHEMA \"My \"\"Live\"\" Schema\"; SET search_path = \"My \"\"Live\"\" Schema\";"
                + " CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 10);"
                + " CREATE VIEW v AS SELECT count(*) FROM t");
        TestDatabase destination = TestServer.shared().newDatabase();
        destination.execute("CREATE SCHEMA \"My \"\"Live\"\" Schema\"");

        Engine.withStateIn(state)
                .start(
                        Engine.plan(source, destination)
                                .withLiveSchema("My \"Live\" Schema")
                                .withShadowSchema("it's \"next\"; DROP TABLE t; --"),
                        Progress.SILENT);

        assertThat(destination.value("SELECT * FROM \"My \"\"Live\"\" Schema\".v"))
                .isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void reachesEveryMajorVersion(int major) {
        source.execute("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text, d date, n numeric,"
                + " up text GENERATED ALWAYS AS (upper(v)) STORED);"
                + " INSERT INTO t (v, d, n) SELECT 'v' || i, date '2020-01-01' + i, i / 7.0 FROM generate_series(1, 50000) i;"
                + " CREATE TABLE p (id int REFERENCES t, k int) PARTITION BY LIST (k);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p DEFAULT;"
                + " INSERT INTO p SELECT i, i % 3 FROM generate_series(1, 1000) i; CREATE INDEX ON p (id);"
                + " CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t; END;"
                + " CREATE MATERIALIZED VIEW m AS SELECT k, f(), count(*) FROM p GROUP BY k;"
                + " CREATE VIEW v AS SELECT * FROM t WHERE v <> ''");
        TestDatabase destination = TestServer.ofMajor(major).newDatabase();
        destination.execute("CREATE TABLE t (a int)");

        migrate(destination);

        assertThat(destination.checksums()).isEqualTo(source.checksums());
        String indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1";
        assertThat(destination.query(indexes)).isEqualTo(source.query(indexes));
        assertThat(destination.value("SHOW server_version_num")).startsWith(Integer.toString(major));
    }
}
