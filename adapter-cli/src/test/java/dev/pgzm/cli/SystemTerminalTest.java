package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The process's own terminal. */
class SystemTerminalTest {
    @Test
    void isNotThereWhereTestsRun() {
        assertThat(new SystemTerminal().isThere()).isFalse();
    }
}
