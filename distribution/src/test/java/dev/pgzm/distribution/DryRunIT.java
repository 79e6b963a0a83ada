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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A dry run writes nothing on either side. */
class DryRunIT {
    @TempDir
    private Path state;

    @Test
    void printsThePlanAndWritesNothing() {
        try (LocalServer server = TestServer.local()) {
            TestDatabase source = server.server().newDatabase();
            TestDatabase destination = server.server().newDatabase();
            source.execute("CREATE EXTENSION hstore; CREATE TABLE goods (id int PRIMARY KEY, tags hstore);"
                    + " INSERT INTO goods SELECT i FROM generate_series(1, 1000) i; ANALYZE");
            destination.execute("CREATE EXTENSION pg_trgm; CREATE TABLE old_goods (id int); ANALYZE");
            // or else whoever reads a page next prunes it, which is a write of the server's own
            source.execute("VACUUM");
            destination.execute("VACUUM");
            String position = "SELECT pg_current_wal_insert_lsn()";
            List<String> sourceBefore = source.leftovers();
            List<String> destinationBefore = destination.leftovers();
            String walBefore = source.value(position);

            StringWriter out = new StringWriter();
            CommandLine commands = CommandLines.create(Engine::withStateIn).setOut(new PrintWriter(out));
            int exitCode = CommandLines.execute(
                    commands,
                    "start",
                    "--dry-run",
                    "--source=" + source.url(),
                    "--dest=" + destination.url(),
                    "--state=file:" + state);

            assertThat(source.value(position)).isEqualTo(walBefore);
            assertThat(source.leftovers()).isEqualTo(sourceBefore);
            assertThat(destination.leftovers()).isEqualTo(destinationBefore);
            assertThat(state).isEmptyDirectory();
            assertThat(exitCode).isZero();
            assertThat(out.toString())
                    .contains("Tables that are copied from the source: 1, ")
                    .containsPattern("public.goods +\\d+\\.\\d kB +about 1,000 rows")
                    .contains("Tables that leave the live schema: 1, ")
                    .contains("public.old_goods")
                    .contains("Extensions to create: hstore")
                    .contains("Extensions that follow the live schema: pg_trgm")
                    .contains("strategy      rename")
                    .endsWith("Nothing was changed: this was a dry run.\n");
        }
    }
}
