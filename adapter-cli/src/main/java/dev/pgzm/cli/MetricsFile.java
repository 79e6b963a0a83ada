package dev.pgzm.cli;

import java.io.FileWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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
        // not a channel's, which an interrupt closes
        try (Writer out = new FileWriter(written.toFile(), StandardCharsets.UTF_8)) {
            out.write(text);
        }
        Files.move(written, whole, StandardCopyOption.ATOMIC_MOVE);
    }
}
