package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.cli.CommandLines;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A dry run writes nothing on either side. */
class DryRunIT {
    private static final LocalServer SERVER = TestServer.local();

    @TempDir
    private Path state;

    private final TestDatabase source = SERVER.server().newDatabase();
    private final TestDatabase destination = SERVER.server().newDatabase();
    private final StringWriter out = new StringWriter();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void fill() {
        source.execute("CREATE EXTENSION hstore; CREATE TABLE goods (id int PRIMARY KEY, tags hstore);"
                + " INSERT INTO goods SELECT i FROM generate_series(1, 1000) i; ANALYZE");
        destination.execute("CREATE EXTENSION pg_trgm; CREATE TABLE old_goods (id int); ANALYZE");
        settle();
    }

    /** Or else whoever reads a page next prunes it, which is a write of the server's own. */
    private void settle() {
        source.execute("VACUUM");
        destination.execute("VACUUM");
    }

    private int run(String... arguments) {
        CommandLine commands = CommandLines.create(Engine::withStateAt, Engine::backupsWithStateAt)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out));
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!List.of("swap", "abort", "status").contains(arguments[0])) {
            all.add("--source=" + source.url());
        }
        all.addAll(List.of("--dest=" + destination.url(), "--state=file:" + state));
        return CommandLines.execute(commands, all.toArray(String[]::new));
    }

    /** Runs the command and finds everything as it was, to the last byte of WAL and of the state. */
    private void assertTouchesNothing(int exitCode, String... arguments) throws IOException {
        String position = "SELECT pg_current_wal_insert_lsn()";
        List<String> sourceBefore = source.leftovers();
        List<String> destinationBefore = destination.leftovers();
        List<String> stateBefore = documents();
        String walBefore = source.value(position);
        assertThat(run(arguments)).as(out.toString()).isEqualTo(exitCode);
        assertThat(source.value(position)).isEqualTo(walBefore);
        assertThat(source.leftovers()).isEqualTo(sourceBefore);
        assertThat(destination.leftovers()).isEqualTo(destinationBefore);
        assertThat(documents()).isEqualTo(stateBefore);
    }

    private List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.sorted().toList()) {
                documents.add(file.getFileName() + "\n" + Files.readString(file));
            }
        }
        return documents;
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "prepare"})
    void printsThePlan(String command) throws IOException {
        assertTouchesNothing(0, command, "--dry-run");
        assertThat(state).isEmptyDirectory();
        assertThat(out.toString())
                .contains("Tables that are copied from the source: 1, ")
                .containsPattern("public.goods +\\d+\\.\\d kB +about 1,000 rows")
                .contains("Tables that leave the live schema: 1, ")
                .contains("public.old_goods")
                .contains("Extensions to create: hstore")
                .contains("Extensions that stay in the live schema: pg_trgm")
                .contains("strategy      rename")
                .endsWith("Nothing was changed: this was a dry run.\n");
    }

    @Test
    void rehearsesEveryCommandOnWhatIsPrepared() throws IOException {
        assertTouchesNothing(10, "swap", "--dry-run");
        assertTouchesNothing(10, "resume", "--dry-run");
        assertTouchesNothing(0, "abort", "--dry-run");
        assertTouchesNothing(0, "status");
        assertThat(run("prepare")).isZero();
        settle();
        assertTouchesNothing(0, "swap", "--dry-run");
        assertTouchesNothing(0, "resume", "--dry-run");
        assertTouchesNothing(0, "abort", "--dry-run");
        assertTouchesNothing(0, "status", "--json");
        assertTouchesNothing(4, "start", "--dry-run");
        assertThat(run("swap")).isZero();
        settle();
        assertTouchesNothing(10, "swap", "--dry-run");
        assertTouchesNothing(0, "resume", "--dry-run");
        assertTouchesNothing(10, "abort", "--dry-run");
        assertTouchesNothing(0, "status");
    }
}
