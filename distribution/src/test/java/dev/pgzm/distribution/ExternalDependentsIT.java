package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What hangs on the live schema from outside uses the new one after the swap, and is otherwise as it was. */
@Timeout(120)
class ExternalDependentsIT {
    private static final String GOODS = "CREATE TABLE goods (id int PRIMARY KEY, v text, n int);"
            + " CREATE INDEX goods_v_idx ON goods (v);"
            + " CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';"
            + " CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN NEW.note := TG_ARGV[0] || '%s'; RETURN NEW; END $$;"
            + " CREATE SEQUENCE number START %d; CREATE TYPE color AS ENUM ('red', 'blue');";

    private static final String OUTSIDE = "CREATE SCHEMA reports; SET search_path = reports, public;";

    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final Plan plan = Engine.plan(source, destination);

    @BeforeEach
    void fill() {
        source.execute(String.format(GOODS, "new", 700)
                + " INSERT INTO goods SELECT i, 'new', i FROM generate_series(1, 5) i");
        destination.execute(
                String.format(GOODS, "old", 1) + " INSERT INTO goods SELECT i, 'old', i FROM generate_series(1, 3) i");
    }

    private List<Finding> start() {
        return start(plan);
    }

    private List<Finding> start(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        Engine.withStateIn(state).start(plan, new Progress() {
            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }
        });
        return findings;
    }

    private void outside(String sql) {
        destination.execute(OUTSIDE + sql);
    }

    private void assertRefused(String... texts) {
        List<String> before = destination.leftovers();
        Problem problem =
                catchThrowableOfType(MigrationException.class, this::start).problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.outcome()).contains("Nothing was changed.");
        assertThat(problem.message() + "\n" + problem.detail().orElse("")).contains(texts);
        destination.awaitNoSessionOfARun();
        assertThat(destination.leftovers()).isEqualTo(before);
    }

    /** Everything of a schema that a repointing could lose, without what changes because it is repointed. */
    private List<String> identity() {
        return destination.query("""
                SELECT 'relation ' || c.oid || ' ' || c.relname || ' ' || c.relowner::regrole || ' ' || coalesce(c.relacl::text, '')
                       || ' ' || coalesce(c.reloptions::text, '') || coalesce(obj_description(c.oid, 'pg_class'), '')
                  FROM pg_class c WHERE c.relnamespace = 'reports'::regnamespace
                UNION ALL SELECT 'column ' || c.relname || '.' || a.attname || coalesce(a.attacl::text, '') || coalesce(col_description(c.oid, a.attnum), '')
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'reports'::regnamespace
                UNION ALL SELECT 'function ' || p.oid || ' ' || p.proname || ' ' || coalesce(p.proacl::text, '') || coalesce(obj_description(p.oid, 'pg_proc'), '')
                  FROM pg_proc p WHERE p.pronamespace = 'reports'::regnamespace
                UNION ALL SELECT 'trigger ' || t.oid || ' ' || t.tgname || ' ' || t.tgenabled::text || coalesce(obj_description(t.oid, 'pg_trigger'), '')
                  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'reports'::regnamespace AND NOT t.tgisinternal
                UNION ALL SELECT 'policy ' || p.oid || ' ' || p.polname || p.polcmd::text || p.polroles::text || coalesce(obj_description(p.oid, 'pg_policy'), '')
                  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'reports'::regnamespace
                UNION ALL SELECT 'constraint ' || k.conname || k.convalidated || pg_get_constraintdef(k.oid) || coalesce(obj_description(k.oid, 'pg_constraint'), '')
                  FROM pg_constraint k WHERE k.connamespace = 'reports'::regnamespace
                UNION ALL SELECT 'publication ' || pubname || coalesce(obj_description(oid, 'pg_publication'), '') FROM pg_publication
                UNION ALL SELECT 'published ' || t::text FROM pg_publication_tables t WHERE t.schemaname = 'public'
                ORDER BY 1
                """);
    }

    @Test
    void viewsSeeTheNewRows() {
        outside("CREATE VIEW v AS SELECT id, v AS name FROM goods; CREATE VIEW vv AS SELECT count(*) FROM v;"
                + " CREATE VIEW both_of AS SELECT g.id, public.twice(g.n) FROM goods g JOIN v USING (id)");
        List<String> before = identity();

        assertThat(start()).isEmpty();

        assertThat(destination.query("SELECT DISTINCT name FROM reports.v")).containsExactly("new");
        assertThat(destination.query("SELECT * FROM reports.vv")).containsExactly("5");
        assertThat(destination.query("SELECT * FROM reports.both_of ORDER BY 1"))
                .hasSize(5)
                .contains("5|10");
        assertThat(identity()).isEqualTo(before);
    }

    @Test
    void aViewKeepsItsOptionsPrivilegesAndComments() {
        String reader = "r" + destination.name();
        outside("CREATE ROLE " + reader
                + "; CREATE VIEW v WITH (security_barrier, security_invoker = true, check_option = local)"
                + " AS SELECT id, v FROM goods WHERE id > 1; GRANT SELECT ON v TO " + reader + ";"
                + " GRANT UPDATE (v) ON v TO " + reader + ";"
                + " COMMENT ON VIEW v IS 'it''s ours'; COMMENT ON COLUMN v.v IS 'value';"
                + " ALTER VIEW v ALTER COLUMN v SET DEFAULT 'none'; ALTER VIEW v OWNER TO " + reader);
        List<String> before = identity();
        assertThat(before)
                .anyMatch(line -> line.contains("security_barrier=true,security_invoker=true,check_option=local"));

        start();

        assertThat(destination.query("SELECT count(*) FROM reports.v")).containsExactly("4");
        assertThat(identity()).isEqualTo(before);
        destination.execute("DROP OWNED BY " + reader + "; DROP ROLE " + reader);
    }

    @Test
    void aForeignKeyIsEnforcedAndValidAgain() {
        outside("CREATE TABLE notes (goods_id int CONSTRAINT k REFERENCES goods ON DELETE CASCADE DEFERRABLE,"
                + " loose int); ALTER TABLE notes ADD CONSTRAINT l FOREIGN KEY (loose) REFERENCES goods NOT VALID;"
                + " COMMENT ON CONSTRAINT k ON notes IS 'the key'; INSERT INTO notes VALUES (1), (3)");
        List<String> before = identity();

        assertThat(start()).isEmpty();

        assertThat(identity()).isEqualTo(before).anyMatch(line -> line.startsWith("constraint ktrue"));
        assertThat(destination.query("SELECT DISTINCT confrelid::regclass FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("goods");
        destination.execute("INSERT INTO reports.notes VALUES (5); DELETE FROM goods WHERE id = 5");
        assertThat(destination.query("SELECT goods_id FROM reports.notes ORDER BY 1"))
                .containsExactly("1", "3");
    }

    @Test
    void aForeignKeyWhoseRowsAreGoneStaysNotValidAndIsTold() {
        source.execute("DELETE FROM goods WHERE id = 3");
        outside("CREATE TABLE notes (goods_id int CONSTRAINT k REFERENCES goods); INSERT INTO notes VALUES (1), (3)");

        List<Finding> findings = start();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(findings.get(0).what()).isEqualTo("a foreign key is not validated");
        assertThat(findings.get(0).why()).contains("violates foreign key constraint \"k\"");
        assertThat(findings.get(0).remedy()).endsWith("ALTER TABLE \"reports\".\"notes\" VALIDATE CONSTRAINT \"k\"");
        assertThat(identity()).anyMatch(line -> line.startsWith("constraint kfalse"));
    }

    @Test
    void publicationsHoldTheNewTables() {
        destination.execute("CREATE TABLE whole (a int PRIMARY KEY)");
        source.execute("CREATE TABLE whole (a int PRIMARY KEY); INSERT INTO whole VALUES (1)");
        outside("CREATE PUBLICATION p FOR TABLE goods (id, v) WHERE (id > 2 AND v <> 'x'), whole;"
                + " COMMENT ON PUBLICATION p IS 'ours'; CREATE PUBLICATION s FOR TABLES IN SCHEMA public;"
                + " CREATE PUBLICATION everything FOR ALL TABLES");
        List<String> before = identity();

        List<Finding> findings = start();

        assertThat(identity()).isEqualTo(before).anyMatch(line -> line.contains("(p,public,goods,\"{id,v}\""));
        assertThat(destination.query("SELECT prrelid::regclass FROM pg_publication_rel ORDER BY 1::text"))
                .containsExactlyInAnyOrder("goods", "whole");
        assertThat(destination.query("SELECT pnnspid::regnamespace FROM pg_publication_namespace"))
                .containsExactly("public");
        assertThat(findings)
                .extracting(Finding::what)
                .containsOnly("publications of the destination are for all tables: everything");
    }

    @Test
    void aPublishedTableThatTheSourceLacksIsRefused() {
        destination.execute("CREATE TABLE gone (a int); CREATE PUBLICATION p FOR TABLE gone, goods");
        assertRefused("publication p depends on table public.gone", "the new schema does not hold relation gone");
    }

    @Test
    void functionsWithParsedBodiesUseTheNewTables() {
        outside(
                "CREATE FUNCTION total() RETURNS bigint BEGIN ATOMIC SELECT CASE WHEN true THEN sum(public.twice(n)) END"
                        + " FROM goods; END; COMMENT ON FUNCTION total IS 'sum'; REVOKE ALL ON FUNCTION total FROM PUBLIC;"
                        + " CREATE PROCEDURE put(i int) BEGIN ATOMIC INSERT INTO goods VALUES (i, 'p;ut', 0); SELECT 1; END");
        List<String> before = identity();

        start();
        destination.execute("CALL reports.put(99)");

        assertThat(destination.query("SELECT reports.total()")).containsExactly("30");
        assertThat(destination.query("SELECT v FROM goods WHERE id = 99")).containsExactly("p;ut");
        assertThat(identity()).isEqualTo(before);
    }

    @Test
    void policiesDefaultsTriggersAndRulesUseTheNewObjects() {
        outside("CREATE TABLE notes (id int DEFAULT public.twice(4), seq bigint DEFAULT nextval('number'), note text);"
                + " CREATE POLICY p ON notes FOR ALL TO PUBLIC USING (id IN (SELECT id FROM goods))"
                + " WITH CHECK (public.twice(id) > 0); COMMENT ON POLICY p ON notes IS 'mine';"
                + " CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp('from ');"
                + " CREATE TRIGGER off BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp('off');"
                + " ALTER TABLE notes DISABLE TRIGGER off; COMMENT ON TRIGGER t ON notes IS 'stamps';"
                + " CREATE RULE r AS ON DELETE TO notes DO ALSO INSERT INTO goods VALUES (OLD.id, 'deleted', 0)");
        List<String> before = identity();

        start();
        destination.execute("INSERT INTO reports.notes DEFAULT VALUES");

        assertThat(destination.query("SELECT * FROM reports.notes")).containsExactly("8|700|from new");
        assertThat(destination
                        .query("SELECT pg_get_expr(polqual, polrelid) FROM pg_policy")
                        .get(0))
                .contains("FROM goods")
                .doesNotContain("backup");
        destination.execute("DELETE FROM reports.notes");
        assertThat(destination.query("SELECT id FROM goods WHERE v = 'deleted'"))
                .containsExactly("8");
        assertThat(identity()).isEqualTo(before);
    }

    @Test
    void whatCannotBeRepointedIsRefused() {
        outside("CREATE MATERIALIZED VIEW m AS SELECT * FROM goods");
        assertRefused(
                "materialized view reports.m depends on table public.goods",
                "after the swap it would still use the backup: PostgreSQL has no statement that makes it use another");
    }

    @Test
    void columnsOfTypesThatAreReplacedAreRefused() {
        source.execute("ALTER TYPE color ADD VALUE 'green'");
        outside("CREATE TABLE paint (c color); CREATE VIEW v AS SELECT 'red'::color AS c, id FROM goods;"
                + " CREATE FUNCTION f(color) RETURNS int BEGIN ATOMIC SELECT 1; END");
        assertRefused("column c of table reports.paint depends on type public.color");
        assertThat(Engine.withStateIn(state).plan(plan).findings())
                .extracting(Finding::what)
                .contains(
                        "view reports.v depends on table public.goods, type public.color",
                        "function reports.f(public.color) depends on type public.color");
    }

    @Test
    void thePlanTellsTheStatements() {
        outside(
                "CREATE VIEW v AS SELECT id FROM goods; CREATE TABLE notes (goods_id int CONSTRAINT k REFERENCES goods)");

        assertThat(Engine.withStateIn(state).plan(plan).destination().externalDependents())
                .anySatisfy(view -> {
                    assertThat(view.what()).isEqualTo("view reports.v");
                    assertThat(view.on()).isEqualTo("table public.goods");
                    assertThat(view.statements().get(0)).startsWith("CREATE OR REPLACE VIEW \"reports\".\"v\" AS\n");
                })
                .anySatisfy(key -> {
                    assertThat(key.what()).isEqualTo("constraint k on table reports.notes");
                    assertThat(key.statements()).hasSize(2);
                    assertThat(key.validation())
                            .contains("ALTER TABLE \"reports\".\"notes\" VALIDATE CONSTRAINT \"k\"");
                });
    }

    @Test
    void swappingBackLeavesEverythingAsItWas() {
        destination.execute("CREATE PUBLICATION p FOR TABLE goods (id, n) WHERE (n > 1);"
                + " CREATE PUBLICATION s FOR TABLES IN SCHEMA public");
        outside(
                "CREATE VIEW v WITH (security_barrier) AS SELECT v FROM goods;"
                        + " CREATE TABLE notes (goods_id int CONSTRAINT k REFERENCES goods, note text, seq int DEFAULT nextval('number'));"
                        + " CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp('from ');"
                        + " CREATE FUNCTION total() RETURNS bigint BEGIN ATOMIC SELECT sum(n) FROM goods; END; INSERT INTO notes VALUES (1)");
        List<String> before = identity();

        Problem problem = catchThrowableOfType(
                        MigrationException.class,
                        () -> Engine.withStateIn(state).start(plan, new Progress() {
                            @Override
                            public void entered(MigrationStatus status) {
                                if (status == MigrationStatus.VERIFYING) {
                                    assertThat(destination.query("SELECT DISTINCT v FROM reports.v"))
                                            .containsExactly("new");
                                    destination.execute("DROP INDEX goods_v_idx");
                                }
                            }
                        }))
                .problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(identity()).isEqualTo(before);
        assertThat(destination.query("SELECT DISTINCT v FROM reports.v")).containsExactly("old");
        destination.execute("INSERT INTO reports.notes VALUES (3)");
        assertThat(destination.query("SELECT note FROM reports.notes")).containsExactly("from old", "from old");
        assertThat(destination.query("SELECT reports.total()")).containsExactly("6");
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(backup_|pgzm|shadow)'"))
                .isEmpty();
    }

    @Test
    void whatIsAcceptedStaysOnTheBackupWhileTheRestGoesAlong() {
        destination.execute("ALTER TABLE goods ADD lost int");
        outside("CREATE VIEW fine AS SELECT v FROM goods; CREATE VIEW v AS SELECT v, lost FROM goods;"
                + " CREATE MATERIALIZED VIEW m AS SELECT * FROM goods");
        assertRefused("does not hold column goods.lost int4");

        start(Engine.plan(source, destination).withExternalDependents(DependentPolicy.IGNORE));

        assertThat(destination.query("SELECT DISTINCT v FROM reports.fine")).containsExactly("new");
        assertThat(destination.query("SELECT DISTINCT v FROM reports.v")).containsExactly("old");
    }
}
