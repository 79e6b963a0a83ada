package dev.pgzm.distribution;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.util.List;
import java.util.stream.Stream;

/** Databases that hold what PostgreSQL has brought up to some version, and their dumps. */
final class VersionedZoo {
    private VersionedZoo() {}

    /** With what a version can hold, but for what the destination's cannot build any more. */
    static TestDatabase source(ServerVersionsIT.Pair pair, int contents) {
        TestDatabase database = database(pair.from(), contents);
        if (pair.to() >= 17) {
            database.execute("DROP INDEX IF EXISTS plain_unqualified");
        }
        return database;
    }

    /** A former edition of the source, with other rows, and what hangs on it. */
    static TestDatabase destination(ServerVersionsIT.Pair pair) {
        TestDatabase database = database(pair.to(), Math.min(pair.from(), pair.to()));
        database.execute("DELETE FROM sale_lines; UPDATE wide SET big = 'old'; SELECT setval('fresh', 777)");
        for (int each = ServerVersionsIT.OLDEST; each <= pair.to(); each++) {
            database.executeResource(VersionedZoo.class, "outside_" + each + ".sql");
        }
        return database;
    }

    private static TestDatabase database(int server, int contents) {
        TestDatabase database = TestServer.ofMajor(server).newDatabase();
        database.executeResource(VersionedZoo.class, "zoo.sql");
        for (int each = ServerVersionsIT.OLDEST; each <= contents; each++) {
            database.executeResource(VersionedZoo.class, "since_" + each + ".sql");
        }
        return database;
    }

    /** The entries of a schema's dump. Their order depends on what objects of other schemas refer to. */
    static List<String> dump(TestDatabase database, String... options) {
        String text = database.schemaDump(ServerVersionsIT.TOOLS.pgDump(), options)
                .replace("-- PostgreSQL database dump complete", "");
        return Stream.of(text.split("--\n-- Name: "))
                .map(entry -> entry.replaceAll("(?m)^SET default_.*$|^--$", "").strip())
                .toList();
    }

    /** What pg_dump and psql would have made of the source. */
    static TestDatabase restored(TestDatabase source, int major) {
        TestDatabase database = TestServer.ofMajor(major).newDatabase();
        String script = source.schemaDump(ServerVersionsIT.TOOLS.pgDump())
                // a setting that older servers do not know
                .replace("SET transaction_timeout = 0;", "")
                // what some of the functions rely on
                .replace("set_config('search_path', '', false)", "set_config('search_path', 'public', false)");
        database.executeScript(script);
        return database;
    }

    /** The former live schema's dump, as if it still had its name, and no record. */
    static List<String> backup(TestDatabase destination, String backup) {
        return dump(destination, "--schema=" + backup).stream()
                .filter(entry -> !entry.contains("pgzm_record;"))
                .map(entry -> entry.replace(backup, "public"))
                .toList();
    }
}
