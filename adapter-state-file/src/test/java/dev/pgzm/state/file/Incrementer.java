package dev.pgzm.state.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Counts in a file that others count in too: where a lock lets two in at once, a count is lost. */
final class Incrementer {
    private Incrementer() {}

    /** Adds one to the file's number, that often. */
    public static void main(String[] fileAndTimes) throws IOException {
        increment(Path.of(fileAndTimes[0]), Integer.parseInt(fileAndTimes[1]));
    }

    static void increment(Path path, int times) throws IOException {
        DurableFile file = new DurableFile(path);
        for (int i = 0; i < times; i++) {
            file.exclusively(() -> {
                file.replace(Integer.toString(number(file) + 1).getBytes(StandardCharsets.UTF_8));
                return file;
            });
        }
    }

    static int number(DurableFile file) throws IOException {
        Optional<byte[]> content = file.read();
        return content.map(bytes -> Integer.parseInt(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(0);
    }
}
