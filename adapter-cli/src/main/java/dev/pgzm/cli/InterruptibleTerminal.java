package dev.pgzm.cli;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Lets an interrupt end a question, which a read from a terminal does not hear. */
final class InterruptibleTerminal implements Terminal {
    private final Terminal terminal;

    InterruptibleTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public boolean isThere() {
        return terminal.isThere();
    }

    @Override
    public String ask(String question) {
        FutureTask<String> answer = new FutureTask<>(() -> terminal.ask(question));
        Thread reader = new Thread(answer, "pgzm-question");
        reader.setDaemon(true);
        reader.start();
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MigrationException(
                    Problem.of(ErrorCode.INTERRUPTED, "Cannot go on: interrupted before the question was answered")
                            .withOutcome("Nothing was changed."),
                    stopped);
        } catch (ExecutionException unreadable) {
            throw new IllegalStateException("the terminal cannot be read", unreadable.getCause());
        }
    }
}
