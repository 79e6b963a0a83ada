package dev.pgzm.cli;

import dev.pgzm.cli.settings.Passwords;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Tells the statements that servers are sent, which the adapter of PostgreSQL writes to the log of this name. */
final class StatementLog extends Handler {
    private static final String NAME = "dev.pgzm.statements";

    private final Logger logger = Logger.getLogger(NAME);
    private final Consumer<String> lines;

    private StatementLog(Consumer<String> lines) {
        this.lines = lines;
    }

    static StatementLog begin(Consumer<String> lines) {
        StatementLog log = new StatementLog(lines);
        log.logger.setUseParentHandlers(false);
        log.logger.setLevel(Level.FINE);
        log.logger.addHandler(log);
        return log;
    }

    @Override
    public void publish(LogRecord told) {
        lines.accept(Passwords.hiddenIn(told.getMessage().strip().replaceAll("\\s*\\R\\s*", " ")));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
