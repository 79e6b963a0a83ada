package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions that can be interrupted. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptibleTerminalTest {
    private final Shell shell = new Shell();

    private Shell.Result swap(Terminal terminal) {
        shell.engine.status = Samples.prepared().build();
        shell.terminal = new InterruptibleTerminal(terminal);
        return shell.run("swap", "--dest", Samples.DESTINATION);
    }

    /** Never answers. */
    private static final class Silent implements Terminal {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public String ask(String question) {
            try {
                return never.await(1, TimeUnit.HOURS) ? "y" : "";
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void passesOnTheAnswer() {
        FakeTerminal agreeing = new FakeTerminal();
        agreeing.isThere = true;
        agreeing.answer = "y";

        assertThat(swap(agreeing).exitCode()).isZero();
        assertThat(agreeing.questions).hasSize(1);
        assertThat(shell.engine.methods()).containsExactly("status", "swap");
    }

    @Test
    void isThereIfTheTerminalIs() {
        assertThat(new InterruptibleTerminal(new FakeTerminal()).isThere()).isFalse();
        assertThat(new InterruptibleTerminal(new Silent()).isThere()).isTrue();
    }

    @Test
    void endsTheCommandIfInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(swap(new Silent())).isEqualTo(new Shell.Result(130, "", """
                                ERROR:  Cannot go on: interrupted before the question was answered
                                STATE:  Nothing was changed.
                                """));
        assertThat(shell.engine.methods()).containsExactly("status");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void saysThatTheTerminalCannotBeRead() {
        Terminal broken = new Terminal() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public String ask(String question) {
                throw new IllegalArgumentException("broken");
            }
        };

        assertThatThrownBy(() -> new InterruptibleTerminal(broken).ask("?"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the terminal cannot be read")
                .hasRootCauseMessage("broken");
    }
}
