package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The unpacked distribution's {@code bin/pgzm}, run in a directory with an environment. */
final class Program {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Path home;
    private final Path directory;
    private final Map<String, String> environment;

    Program(Path directory) {
        this(Packages.program(), directory);
    }

    /** The program of an unpacked package. */
    Program(Path home, Path directory) {
        this(home, directory, Map.of());
    }

    private Program(Path home, Path directory, Map<String, String> environment) {
        this.home = home;
        this.directory = directory;
        this.environment = environment;
    }

    Program with(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new Program(home, directory, more);
    }

    /** With the databases' URLs in {@code PGZM_SOURCE} and {@code PGZM_DEST}. */
    Program between(TestDatabase source, TestDatabase destination) {
        return with("PGZM_SOURCE", source.url()).with("PGZM_DEST", destination.url());
    }

    Running launch(String... arguments) {
        try {
            Path output = Files.createTempDirectory("pgzm-output-" + RUNS.incrementAndGet() + "-");
            List<String> command =
                    new ArrayList<>(List.of(home.resolve("bin/pgzm").toString()));
            command.addAll(Arrays.asList(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.resolve("out").toFile())
                    .redirectError(output.resolve("err").toFile());
            builder.environment().putAll(environment);
            return new Running(builder.start(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Result run(String... arguments) {
        return launch(arguments).result();
    }

    record Result(int exitCode, String out, String err) {}

    /** A process that has been started. */
    record Running(Process process, Path output) {
        /** Waits for its end. */
        Result result() {
            try {
                assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
                Result result = new Result(process.exitValue(), Files.readString(output.resolve("out")), err());
                Files.delete(output.resolve("out"));
                Files.delete(output.resolve("err"));
                Files.delete(output);
                return result;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        /** What it has told so far. */
        String err() {
            try {
                return Files.readString(output.resolve("err"));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        /** SIGKILL: nothing of its own runs any more. */
        Result kill() {
            process.destroyForcibly();
            return result();
        }

        void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }
}
