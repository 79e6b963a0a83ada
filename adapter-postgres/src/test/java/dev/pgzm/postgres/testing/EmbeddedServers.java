package dev.pgzm.postgres.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/** Servers from Maven's archives: the one on the class path, or those of other majors that the build copied aside. */
final class EmbeddedServers {
    private static final Path ARCHIVES = Path.of("target", "servers");

    private EmbeddedServers() {}

    static ServerAddress start() {
        return start(EmbeddedPostgres.builder());
    }

    static ServerAddress start(int major) {
        return start(EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> archive(ARCHIVES.resolve(major + ".jar"))));
    }

    @SuppressWarnings("resource") // zonky stops the server when the JVM ends
    private static ServerAddress start(EmbeddedPostgres.Builder builder) {
        try {
            EmbeddedPostgres server = builder.start();
            return new ServerAddress("localhost", server.getPort(), "postgres", "postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static InputStream archive(Path jar) throws IOException {
        JarInputStream entries = new JarInputStream(Files.newInputStream(jar));
        for (JarEntry entry = entries.getNextJarEntry(); entry != null; entry = entries.getNextJarEntry()) {
            if (entry.getName().endsWith(".txz")) {
                return entries;
            }
        }
        throw new FileNotFoundException("no server archive in " + jar);
    }
}
