package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.util.List;

/** A source and a live destination, and the two states in which anything that happens may leave them. */
final class Scene {
    private final Source source;
    private final TestDatabase destination;
    private final List<String> destinationRows;
    private final List<String> destinationObjects;

    private Scene(Source source, TestDatabase destination) {
        this.source = source;
        this.destination = destination;
        this.destinationRows = dumped(destination);
        this.destinationObjects = destination.leftovers();
    }

    /** A source for many scenes, as it must stay. */
    record Source(TestDatabase database, String schema, List<String> rows, String dump) {
        static Source on(TestServer server, String... changes) {
            TestDatabase database = server.newDatabase();
            database.executeResource(Scene.class, "scene_source.sql");
            for (String change : changes) {
                database.execute(change);
            }
            return new Source(database, database.schemaDump(), database.checksums(), database.fullDump());
        }

        void assertUntouched() {
            assertThat(database.fullDump()).isEqualTo(dump);
        }
    }

    /** A new destination for a source. */
    static Scene of(Source source, TestServer server) {
        TestDatabase destination = server.newDatabase();
        destination.executeResource(Scene.class, "scene_destination.sql");
        // a crash sets sequences forward that were used since the last checkpoint
        destination.execute("CHECKPOINT");
        return new Scene(source, destination);
    }

    private static List<String> dumped(TestDatabase database) {
        return database.fullDump().lines().toList();
    }

    TestDatabase source() {
        return source.database();
    }

    TestDatabase destination() {
        return destination;
    }

    boolean isSwapped() {
        return !destination
                .query("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'backup%'")
                .isEmpty();
    }

    /** The new schema is live, the former one is its backup, and there is nothing else. */
    void assertCompleted() {
        awaitQuiet();
        assertThat(destination.schemaDump()).isEqualTo(source.schema());
        assertThat(destination.checksums()).isEqualTo(source.rows());
        assertThat(destination.value("SELECT last_value FROM invoice_numbers")).isEqualTo("1000");
        assertThat(destination.query("SELECT regexp_replace(nspname, '[0-9]+', 'N') FROM pg_namespace"
                        + " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1"))
                .containsExactly("backup_N", "public", "reports");
        assertThat(destination.value("SELECT count(*) FROM reports.numbers")).isEqualTo("1");
    }

    /** Everything is as it was. */
    void assertUndone() {
        awaitQuiet();
        assertThat(destination.leftovers()).isEqualTo(destinationObjects);
        assertThat(dumped(destination)).isEqualTo(destinationRows);
    }

    private void awaitQuiet() {
        destination.awaitNoSessionOfARun();
        assertThat(destination.query("SELECT objid FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isEmpty();
    }
}
