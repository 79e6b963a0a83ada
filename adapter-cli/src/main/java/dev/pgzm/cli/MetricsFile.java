package dev.pgzm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file for the textfile collector of Prometheus' node exporter, which must never find half of it. */
final class MetricsFile {
    private final Path file;

    MetricsFile(Path file) {
        this.file = file;
    }

    void write(String text) throws IOException {
        Path whole = file.toAbsolutePath();
        // not .prom, which the collector would read
        Path written = whole.resolveSibling(whole.getFileName() + ".new");
        Files.writeString(written, text);
        Files.move(written, whole, StandardCopyOption.ATOMIC_MOVE);
    }
}
