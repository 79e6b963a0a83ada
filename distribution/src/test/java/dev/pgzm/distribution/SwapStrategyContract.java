package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every way to swap owes: the same live schema, the same backup, and the same way back. */
@Timeout(120)
abstract class SwapStrategyContract {
    private static final String OLD =
            "CREATE TABLE plain (id int PRIMARY KEY, old text); INSERT INTO plain VALUES (1, 'old');"
                    + " CREATE TYPE tint AS ENUM ('red'); CREATE TABLE former (id serial PRIMARY KEY, t tint, p plain);"
                    + " CREATE VIEW former_view AS SELECT * FROM former; CREATE MATERIALIZED VIEW former_count AS"
                    + " SELECT count(*) FROM former; CREATE FUNCTION of_row(former) RETURNS int LANGUAGE sql RETURN 1;"
                    + " CREATE TYPE span AS RANGE (subtype = int); CREATE STATISTICS former_statistics ON id, old FROM plain;"
                    + " CREATE SEQUENCE former_sequence; CREATE CONVERSION former_conversion FOR 'LATIN1' TO 'UTF8' FROM"
                    + " iso8859_1_to_utf8; CREATE TEXT SEARCH PARSER former_parser (START = prsd_start, GETTOKEN ="
                    + " prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype); CREATE TEXT SEARCH TEMPLATE"
                    + " former_template (LEXIZE = dsimple_lexize); CREATE OPERATOR FAMILY former_family USING btree;"
                    + " CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE"
                    + " former_foreign (id int) SERVER s";

    @TempDir
    Path state;

    final TestDatabase source = TestServer.shared().newDatabase();
    final TestDatabase destination = TestServer.shared().newDatabase();

    abstract SwapStrategy strategy();

    ImmutablePlan plan() {
        return Engine.plan(source, destination).withSwapStrategy(strategy()).withOwnership(OwnershipPolicy.SOURCE);
    }

    final MigrationReport migrate() {
        return Engine.withStateIn(state).start(plan(), Progress.SILENT);
    }

    private void fill(String resource) {
        source.executeResource(FidelityIT.class, resource);
        destination.execute(OLD);
    }

    final void assertEqual() {
        assertThat(destination.schemaDump()).isEqualTo(source.schemaDump());
        assertThat(destination.checksums()).isEqualTo(source.checksums());
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('shadow', 'pgzm')"))
                .isEmpty();
    }

    /** With their OIDs, and whatever goes along with them; without the record of a backup. */
    private List<String> objectsOf(String schema) {
        String here = " = '" + schema + "'::regnamespace";
        String record = "(SELECT oid FROM pg_type WHERE typname IN ('pgzm_record', '_pgzm_record'))";
        return destination.query("SELECT classid::regclass || ' ' || objid FROM pg_depend WHERE deptype = 'n'"
                + " AND refclassid = 'pg_namespace'::regclass AND refobjid" + here
                + " AND NOT (classid = 'pg_type'::regclass AND objid IN " + record + ")"
                + " UNION ALL SELECT 'relation ' || oid || ' ' || relname FROM pg_class WHERE relnamespace" + here
                + " UNION ALL SELECT 'type ' || oid || ' ' || typname FROM pg_type WHERE typnamespace" + here
                + " AND oid NOT IN " + record
                + " UNION ALL SELECT 'constraint ' || oid || ' ' || conname FROM pg_constraint WHERE connamespace"
                + here + " ORDER BY 1");
    }

    @Test
    void makesTheWholeZooLiveAndKeepsWhatWasLive() {
        fill("zoo.sql");
        List<String> former = objectsOf("public");

        MigrationId id = migrate().id();

        assertEqual();
        assertThat(objectsOf(id.backupSchema())).isEqualTo(former);
        assertThat(destination.query("SELECT old FROM " + id.backupSchema() + ".plain"))
                .containsExactly("old");
        assertThat(destination.value("SELECT nextval('alone') || ' ' || nextval('fresh')"))
                .isEqualTo("42 1");
    }

    @Test
    void swapsOverWhatItSwappedBefore() {
        fill("zoo.sql");
        migrate();
        source.execute("DELETE FROM wide WHERE id > 2; CREATE TABLE added (a int)");
        List<String> former = objectsOf("public");

        MigrationId id = migrate().id();

        assertEqual();
        assertThat(objectsOf(id.backupSchema())).isEqualTo(former);
    }

    @Test
    void leavesTheExtensionsInTheLiveSchema() {
        source.executeResource(FidelityIT.class, "extensions.sql");
        source.execute("CREATE EXTENSION pgcrypto; CREATE FUNCTION secret() RETURNS bytea LANGUAGE sql"
                + " BEGIN ATOMIC SELECT public.digest('x', 'sha256'); END");
        destination.executeResource(FidelityIT.class, "extensions.sql");
        destination.execute("CREATE FUNCTION of_hstore(hstore) RETURNS int LANGUAGE sql RETURN 1;"
                + " ALTER FUNCTION of_hstore(hstore) DEPENDS ON EXTENSION hstore");

        MigrationReport report = migrate();

        assertEqual();
        assertThat(destination.query("SELECT DISTINCT extnamespace::regnamespace::text FROM pg_extension"
                        + " WHERE extname <> 'plpgsql'"))
                .containsExactly("public");
        assertThat(destination.value("SELECT pronamespace::regnamespace FROM pg_proc WHERE proname = 'of_hstore'"))
                .isEqualTo(report.id().backupSchema());
        destination.execute("DROP SCHEMA " + report.id().backupSchema() + " CASCADE");
        assertThat(destination.value("SELECT count(*) FROM near")).isEqualTo(source.value("SELECT count(*) FROM near"));
        destination.execute("INSERT INTO places (name, tags, spot) SELECT name || ' again', tags, spot FROM places");
        assertThat(destination.value("SELECT count(*) FROM places WHERE area IS NULL AND tags ? 'kind'"))
                .isEqualTo("1000");
    }

    @Test
    void swapsBackWhatDoesNotVerify() {
        fill("zoo.sql");
        source.execute("CREATE EXTENSION hstore; CREATE EXTENSION postgis");
        destination.executeResource(FidelityIT.class, "extensions.sql");
        destination.execute(
                "COMMENT ON SCHEMA public IS 'ours'; GRANT CREATE ON SCHEMA public TO PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA public"
                        + " GRANT EXECUTE ON FUNCTIONS TO PUBLIC; CREATE PUBLICATION whole FOR TABLES IN SCHEMA public");
        List<String> before = destination.leftovers();
        String dump = destination.fullDump();

        Problem problem = failure(plan(), new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.VERIFYING) {
                    destination.execute("DROP INDEX by_range_v");
                }
            }
        });

        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(destination.fullDump()).isEqualTo(dump);
    }

    @Test
    void publishesWhatIsLive() {
        source.execute("CREATE TABLE plain (id int PRIMARY KEY); CREATE TABLE added (id int)");
        destination.execute(OLD + "; CREATE PUBLICATION whole FOR TABLES IN SCHEMA public;"
                + " CREATE PUBLICATION one FOR TABLE plain");

        migrate();

        assertThat(destination.query(
                        "SELECT pubname || ' ' || schemaname || '.' || tablename FROM pg_publication_tables"
                                + " ORDER BY 1"))
                .containsExactly("one public.plain", "whole public.added", "whole public.plain");
    }

    @Test
    void refusesWhatCannotStandBesideAnExtension() {
        source.execute("CREATE FUNCTION uuid_generate_v4() RETURNS uuid LANGUAGE sql RETURN gen_random_uuid();"
                + " CREATE TABLE hstore (id int); CREATE TABLE similarity (id int)");
        destination.execute("CREATE EXTENSION \"uuid-ossp\"; CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm");

        Problem problem = failure(plan(), Progress.SILENT);

        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .isEqualTo("Cannot begin: extension hstore and the new schema have objects of the same name:"
                        + " relation hstore (and 1 more)");
        assertThat(problem.detail().orElseThrow())
                .contains("extension uuid-ossp and the new schema have objects of the same name: routine"
                        + " uuid_generate_v4()")
                .doesNotContain("similarity");
    }

    @Test
    void changesNothingWhileATableIsLocked() throws SQLException {
        source.execute("CREATE TABLE plain (id int); CREATE VIEW v AS SELECT * FROM plain");
        destination.execute(OLD);
        List<String> before = destination.leftovers();
        try (Connection writer = destination.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO plain VALUES (2, 'not committed')");

            Problem problem = failure(plan().withSwapTimeout(Duration.ofSeconds(2)), Progress.SILENT);

            assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
            assertThat(problem.message()).isEqualTo("Cannot swap the schemas: canceling statement due to lock timeout");
            writer.rollback();
        }
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    @Test
    void refusesAShadowSchemaThatIsNotComplete() {
        source.execute("CREATE TABLE plain (id int)");
        destination.execute(OLD);
        List<String> before = destination.leftovers();

        Problem problem = failure(plan(), new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.SWAPPING) {
                    destination.execute("UPDATE pgzm.migration SET prepared = NULL");
                }
            }
        });

        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message()).isEqualTo("Cannot swap: the shadow schema is not complete");
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    private Problem failure(ImmutablePlan plan, Progress progress) {
        return catchThrowableOfType(
                        MigrationException.class,
                        () -> Engine.withStateIn(state).start(plan, progress))
                .problem();
    }
}
