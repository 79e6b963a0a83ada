package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import dev.pgzm.domain.ImmutablePorts;
import dev.pgzm.domain.Ports;
import dev.pgzm.domain.machine.PhasedMigrations;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.postgres.Databases;
import dev.pgzm.postgres.PostgresModule;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import dev.pgzm.state.file.FileStateModule;
import dev.pgzm.state.file.FileStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's programs are the methods of this class, word for word. */
@Timeout(60)
class EmbeddingIT {
    @TempDir
    private Path directory;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    // readme
    static Ports ports(Databases databases, StateStore states) {
        return ImmutablePorts.builder()
                .catalogs(databases.catalogs())
                .sourceDump(databases.sourceDump())
                .shadowRestore(databases.shadowRestore())
                .schemaSwap(databases.schemaSwap())
                .preservedTables(databases.preservedTables())
                .backupSchemas(databases.backupSchemas())
                .destinationLock(databases.destinationLock())
                .stateStore(states)
                .build();
    }

    static void migrate(Plan plan, Path state) {
        StateStore states = new FileStateStore(state, InstantSource.system());
        Migrations migrations = new PhasedMigrations(
                ports(new Databases(), states), Executors.newCachedThreadPool(), InstantSource.system());
        migrations.start(plan, Progress.SILENT);
    }
    // end

    // readme
    static void migrateWithGuice(Plan plan, Path state) {
        AbstractModule engine = new AbstractModule() {
            @Provides
            Migrations migrations(Databases databases, StateStore states) {
                return new PhasedMigrations(
                        ports(databases, states), Executors.newCachedThreadPool(), InstantSource.system());
            }
        };
        Guice.createInjector(new PostgresModule(), new FileStateModule(state), engine)
                .getInstance(Migrations.class)
                .start(plan, Progress.SILENT);
    }
    // end

    private void fill() {
        source.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 10)");
    }

    @Test
    void migratesWithoutGuice() {
        fill();
        migrate(Engine.plan(source, destination), directory);
        assertThat(destination.value("SELECT count(*) FROM t")).isEqualTo("10");
    }

    @Test
    void migratesWithGuice() {
        fill();
        migrateWithGuice(Engine.plan(source, destination), directory);
        assertThat(destination.value("SELECT count(*) FROM t")).isEqualTo("10");
    }

    @Test
    void isWhatTheReadmeShows() throws IOException {
        String own =
                Files.readString(Path.of("src/test/java/dev/pgzm/distribution").resolve("EmbeddingIT.java"));

        assertThat(found("```java\\n(.*?)\\n```", Files.readString(Path.of("..", "README.md"))))
                .containsExactlyElementsOf(found("    // readme\\n(.*?)\\n    // end\\n", own));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).stripIndent().strip())
                .toList();
    }
}
