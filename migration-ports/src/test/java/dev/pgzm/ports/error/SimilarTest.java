package dev.pgzm.ports.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slips of the fingers lead to what was meant, and other words to nothing. */
class SimilarTest {
    private static final List<String> NAMES = List.of("jobs", "source", "dest", "lock-timeout", "swap-timeout");

    @ParameterizedTest
    @CsvSource({
        "jbos, jobs",
        "job, jobs",
        "JOBS, jobs",
        "soruce, source",
        "lock_timeout, lock-timeout",
        "swap-timeuot, swap-timeout",
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(Similar.to(typed, NAMES)).contains(meant);
    }

    @Test
    void guessesNothingFromAnotherWord() {
        assertThat(Similar.to("verbose", NAMES)).isEmpty();
        assertThat(Similar.to("ab", NAMES)).isEmpty();
    }
}
