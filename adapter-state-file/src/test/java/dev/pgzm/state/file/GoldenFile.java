package dev.pgzm.state.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The documents of every format there was, which must stay readable for ever. */
final class GoldenFile {
    private GoldenFile() {}

    static String text(String name) {
        try (InputStream file = GoldenFile.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] bytes(String name) {
        return text(name).getBytes(StandardCharsets.UTF_8);
    }
}
