package dev.pgzm.state.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    private static final int TIMES = 200;

    @TempDir
    private Path directory;

    private DurableFile file;

    @BeforeEach
    void nameTheFile() {
        file = new DurableFile(directory.resolve("count"));
    }

    @Test
    void letsOneThreadInAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> counting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            counting.add(threads.submit(() -> {
                Incrementer.increment(file.path(), TIMES);
                return null;
            }));
        }
        for (Future<?> each : counting) {
            each.get();
        }
        threads.shutdown();

        assertThat(Incrementer.number(file)).isEqualTo(3 * TIMES);
        assertThat(filesLeft()).containsExactly(file.path());
    }

    @Test
    void letsOneProcessInAtATime() throws Exception {
        Process first = otherProcess();
        Process second = otherProcess();

        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(Incrementer.number(file)).isEqualTo(2 * TIMES);
        assertThat(filesLeft()).containsExactly(file.path());
    }

    private Process otherProcess() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Incrementer.class.getName(),
                        file.path().toString(),
                        Integer.toString(TIMES))
                .inheritIO()
                .start();
    }

    @Test
    void isReplacedByAThreadThatWasInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        file.exclusively(() -> {
            file.replace("new".getBytes(StandardCharsets.UTF_8));
            return file;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(file.path()).hasContent("new");
    }

    @Test
    void isLockedInSpiteOfTheLockFileOfAProcessThatDied() throws IOException {
        Files.createFile(directory.resolve("count.lock"));

        Incrementer.increment(file.path(), 1);

        assertThat(filesLeft()).containsExactly(file.path());
    }

    @Test
    void takesAwayWhatAProcessThatDiedLeftBesideIt() throws IOException {
        Files.writeString(directory.resolve("count.new"), "half");
        Incrementer.increment(file.path(), 1);
        Files.writeString(directory.resolve("count.new"), "half");

        file.delete();

        assertThat(filesLeft()).isEmpty();
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
