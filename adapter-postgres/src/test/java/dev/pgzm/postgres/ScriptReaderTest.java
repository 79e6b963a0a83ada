package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {
    private static final String SCRIPT = """
            --
            -- PostgreSQL database dump
            --

            \\restrict WNlPDnpVVuVn3K0K6ejCTHgw6Ah23xhYcVfIhroEbu1KUFbhDp8Rb4akJ1XdfHw

            SET statement_timeout = 0;
            SELECT pg_catalog.set_config('search_path', '', false);

            --
            -- TOC entry 4 (class 2615 OID 2200)
            -- Name: public; Type: SCHEMA; Schema: -; Owner: pg_database_owner
            -- Data Pos: 0
            --

            CREATE SCHEMA public;

            --
            -- TOC entry 219 (class 1255 OID 16411)
            -- Dependencies: 4
            -- Name: f(integer); Type: FUNCTION; Schema: public; Owner: app
            --

            CREATE FUNCTION public.f(a integer) RETURNS integer
                LANGUAGE sql
                BEGIN ATOMIC
             SELECT CASE WHEN (a > 1) THEN 1 ELSE 2 END;
             SELECT 3;
            END;


            ALTER FUNCTION public.f(a integer) OWNER TO app;

            SET default_tablespace = fast;

            --
            -- TOC entry 215 (class 1259 OID 16386)
            -- Dependencies: 4 219 4
            -- Name: a; Type: TABLE; Schema: public; Owner: app; Tablespace: fast
            --

            CREATE TABLE public.a (
                id integer DEFAULT 1,
                note text DEFAULT '; -- TOC entry 1 (class 1 OID 1)'::text
            );

            SET default_tablespace = '';

            --
            -- TOC entry 3214 (class 1259 OID 16406)
            -- Dependencies: 215
            -- Name: a_idx; Type: INDEX; Schema: public; Owner: app
            --

            CREATE INDEX a_idx ON public.a USING btree (id);

            --
            -- TOC entry 3366 (class 0 OID 0)
            -- Dependencies: 215
            -- Name: TABLE a; Type: ACL; Schema: public; Owner: app
            --

            GRANT SELECT ON TABLE public.a TO PUBLIC;

            \\unrestrict WNlPDnpVVuVn3K0K6ejCTHgw6Ah23xhYcVfIhroEbu1KUFbhDp8Rb4akJ1XdfHw
            """;

    private final SchemaScript script = ScriptReader.read(SCRIPT);

    @Test
    void findsEveryEntryWithItsIdsAndKind() {
        assertThat(script.entries())
                .extracting(ScriptEntry::dumpId, ScriptEntry::oid, ScriptEntry::kind, ScriptEntry::label)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(4, 2200L, EntryKind.LIVE_SCHEMA, "SCHEMA public"),
                        org.assertj.core.groups.Tuple.tuple(219, 16411L, EntryKind.FUNCTION, "FUNCTION f(integer)"),
                        org.assertj.core.groups.Tuple.tuple(215, 16386L, EntryKind.TABLE, "TABLE a"),
                        org.assertj.core.groups.Tuple.tuple(3214, 16406L, EntryKind.INDEX, "INDEX a_idx"),
                        org.assertj.core.groups.Tuple.tuple(3366, 0L, EntryKind.PRIVILEGES, "ACL TABLE a"));
    }

    @Test
    void keepsABodyInStandardSqlInOneStatement() {
        assertThat(script.entries().get(1).statements())
                .hasSize(2)
                .first()
                .asString()
                .endsWith("SELECT 3;\nEND");
    }

    @Test
    void readsDependenciesAndOwner() {
        assertThat(script.entries().get(2).dependencies()).containsExactly(4, 219);
        assertThat(script.entries().get(2).owner()).contains("app");
    }

    @Test
    void setsATablespaceForItsEntryAlone() {
        assertThat(script.entries().get(2).statements())
                .hasSize(3)
                .startsWith("SET LOCAL default_tablespace = fast")
                .endsWith("SET LOCAL default_tablespace = ''");
        assertThat(script.entries().get(3).statements()).hasSize(1);
    }

    @Test
    void tellsTheSectionsApart() {
        assertThat(script.section(Section.PRE_DATA))
                .extracting(ScriptEntry::dumpId)
                .containsExactly(4, 219, 215);
        assertThat(script.section(Section.POST_DATA))
                .extracting(ScriptEntry::dumpId)
                .containsExactly(3214, 3366);
    }
}
