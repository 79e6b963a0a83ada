package dev.pgzm.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The unpacked packages that the build has left. */
final class Packages {
    private static final int DEPTH = 2;

    private Packages() {}

    static Path program() {
        return homes(home -> !hasRuntime(home)).findFirst().orElseThrow();
    }

    /** The one that brings its own Java; only the profile {@code release} builds it. */
    static Optional<Path> programWithRuntime() {
        return homes(Packages::hasRuntime).findFirst();
    }

    private static boolean hasRuntime(Path home) {
        return Files.exists(home.resolve("runtime"));
    }

    private static Stream<Path> homes(Predicate<Path> wanted) {
        // not that which the launcher of the checkout has copied: it may be older
        try (Stream<Path> directories = Files.find(
                Path.of("target").toAbsolutePath(),
                DEPTH,
                (directory, attributes) ->
                        Files.exists(directory.resolve("bin/pgzm")) && !directory.endsWith("target/pgzm"))) {
            return directories.filter(wanted).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
