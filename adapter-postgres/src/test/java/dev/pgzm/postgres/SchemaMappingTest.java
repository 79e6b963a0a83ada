package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.ImmutableExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaMappingTest {
    private static Extension trigram(String nspname) {
        return ImmutableExtension.builder()
                .extname("pg_trgm")
                .extversion("1.6")
                .nspname(nspname)
                .relocatable(true)
                .owned(true)
                .addMembers("similarity", "gin_trgm_ops", "%")
                .build();
    }

    private static SchemaMapping mapping(String sourceHome, String destinationHome) {
        return new SchemaMapping(
                "public",
                "shadow",
                new ExtensionHomes(
                        new ExtensionPlan(List.of(), List.of(trigram(sourceHome)), List.of(trigram(destinationHome)))),
                Set.of("Kept Type", "mood"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE TABLE public.t (a public."My Type")  |  CREATE TABLE "shadow".t (a "shadow"."My Type")
            ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass)  |  ALTER TABLE ONLY "shadow".t ALTER COLUMN id SET DEFAULT nextval('"shadow".t_id_seq'::regclass)
            ALTER TABLE public.t ALTER x SET DEFAULT 'public.t'::text  |  ALTER TABLE "shadow".t ALTER x SET DEFAULT 'public.t'::text
            CREATE VIEW public.v AS SELECT (a OPERATOR(public.===) b) FROM public.t  |  CREATE VIEW "shadow".v AS SELECT (a OPERATOR("shadow".===) b) FROM "shadow".t
            CREATE INDEX i ON public.t USING gin (a public.gin_trgm_ops)  |  CREATE INDEX i ON "shadow".t USING gin (a public.gin_trgm_ops)
            CREATE VIEW public.v AS SELECT public.similarity(a, b), (a OPERATOR(public.%) b)  |  CREATE VIEW "shadow".v AS SELECT public.similarity(a, b), (a OPERATOR(public.%) b)
            CREATE FUNCTION public.f() RETURNS int AS $$ SELECT 1 FROM public.t $$  |  CREATE FUNCTION "shadow".f() RETURNS int AS $$ SELECT 1 FROM public.t $$
            CREATE FUNCTION public.f() RETURNS int SET search_path TO 'public' AS $$ $$  |  CREATE FUNCTION "shadow".f() RETURNS int SET search_path TO 'public' AS $$ $$
            CREATE TABLE public.t (a public.mood DEFAULT 'x'::public.mood, b public."Kept Type"[])  |  CREATE TABLE "shadow".t (a public.mood DEFAULT 'x'::public.mood, b public."Kept Type"[])
            CREATE FUNCTION public.f(public.mood) RETURNS public.other AS $$ $$  |  CREATE FUNCTION "shadow".f(public.mood) RETURNS "shadow".other AS $$ $$
            COMMENT ON TABLE public.t IS 'see public.u'  |  COMMENT ON TABLE "shadow".t IS 'see public.u'
            CREATE VIEW public.v AS SELECT x.public.y FROM audit.log x  |  CREATE VIEW "shadow".v AS SELECT x.public.y FROM audit.log x
            """)
    void mapsNamesButNotTexts(String statement, String mapped) {
        assertThat(mapping("public", "public").statement(statement)).isEqualTo(mapped);
    }

    @Test
    void neverCreatesAnObjectInTheLiveSchemaThoughAnExtensionHasOneOfThatName() {
        assertThat(mapping("public", "public").statement("CREATE FUNCTION public.similarity(integer) RETURNS real"))
                .isEqualTo("CREATE FUNCTION \"shadow\".similarity(integer) RETURNS real");
    }

    @Test
    void followsAnExtensionToItsSchemaOnTheDestination() {
        assertThat(mapping("public", "extensions").statement("CREATE INDEX i ON public.t (a public.gin_trgm_ops)"))
                .isEqualTo("CREATE INDEX i ON \"shadow\".t (a \"extensions\".gin_trgm_ops)");
        assertThat(mapping("extensions", "public").statement("CREATE INDEX i ON public.t (a extensions.gin_trgm_ops)"))
                .isEqualTo("CREATE INDEX i ON \"shadow\".t (a \"public\".gin_trgm_ops)");
    }

    @Test
    void mapsABodyForTheLoadAndGivesItBack() {
        SchemaMapping mapping = mapping("public", "public");
        RoutineText routines = new RoutineText(mapping, "public", "shadow");
        String create = "CREATE FUNCTION public.f(a text) RETURNS real\n    LANGUAGE sql IMMUTABLE\n"
                + "    SET search_path TO 'public', 'pg_temp'\n    AS $_$ SELECT public.g($1) + public.similarity(a, 'public.x') $_$";

        assertThat(routines.forLoading(create))
                .isEqualTo("CREATE FUNCTION \"shadow\".f(a text) RETURNS real\n    LANGUAGE sql IMMUTABLE\n"
                        + "    SET search_path TO 'shadow', 'public', 'pg_temp'\n"
                        + "    AS $_$ SELECT \"shadow\".g($1) + public.similarity(a, 'public.x') $_$");
        assertThat(routines.afterLoading(create))
                .contains("CREATE OR REPLACE FUNCTION \"shadow\".f(a text) RETURNS real\n    LANGUAGE sql IMMUTABLE\n"
                        + "    SET search_path TO 'public', 'pg_temp'\n"
                        + "    AS $_$ SELECT public.g($1) + public.similarity(a, 'public.x') $_$");
        assertThat(routines.afterLoading("CREATE FUNCTION public.f() RETURNS int\n    AS $$ SELECT 1 $$"))
                .isEmpty();
    }
}
