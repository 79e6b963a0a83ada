package dev.pgzm.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A {@code pg_dump} for sources that are newer than the machine's: the one in {@code TEST_CLIENT_TOOLS}, else the one on
 * PATH.
 */
record NewestClientTools(Optional<Path> directory, int major) {
    static NewestClientTools find() {
        Optional<Path> directory =
                Optional.ofNullable(System.getenv("TEST_CLIENT_TOOLS")).map(Path::of);
        return new NewestClientTools(directory, major(pgDump(directory)));
    }

    Path pgDump() {
        return pgDump(directory);
    }

    private static Path pgDump(Optional<Path> directory) {
        return directory.map(found -> found.resolve("pg_dump")).orElse(Path.of("pg_dump"));
    }

    private static int major(Path pgDump) {
        try {
            Process process = new ProcessBuilder(pgDump.toString(), "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(version.replaceFirst("(?s)pg_dump \\(PostgreSQL\\) (\\d+).*", "$1"));
        } catch (IOException notThere) {
            throw new UncheckedIOException(notThere);
        }
    }
}
