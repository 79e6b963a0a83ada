package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every statement that is kept in a file can be prepared on every server that it is for. */
class SqlFilesIT {
    private static final Path FILES = Path.of("../adapter-postgres/src/main/resources/dev/pgzm/postgres");

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void canBePrepared(int major) throws IOException {
        TestDatabase database = TestServer.ofMajor(major).newDatabase();
        try (Stream<Path> files = Files.list(FILES)) {
            List<Path> mine = files.filter(file -> isFor(file, major)).sorted().toList();
            assertThat(mine).hasSizeGreaterThan(20);
            // what others refer to comes first, and is no statement that could be prepared
            database.execute(Files.readString(FILES.resolve("create_own_schema.sql")));
            for (Path file : mine) {
                database.execute("PREPARE statement AS " + text(file));
            }
        }
    }

    /** A file with those that it takes in as psql would. */
    private static String text(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            boolean takesIn = line.startsWith("\\ir ");
            text.append(takesIn ? text(file.resolveSibling(line.substring(4))) : line)
                    .append('\n');
        }
        return text.toString();
    }

    private static boolean isFor(Path file, int major) {
        String name = file.getFileName().toString();
        int since = name.contains("_since_") ? Integer.parseInt(name.replaceAll("\\D", "")) : 0;
        return major >= since && !name.startsWith("create_");
    }
}
