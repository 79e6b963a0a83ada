package dev.pgzm.cli;

import dev.pgzm.ports.plan.MigrationId;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a migration, which each of its runs adds to: a header, what happens, a footer. It comes to be when the run knows its
 * migration; a run without one leaves none. What cannot be written is told once, and stops nothing.
 */
final class LogFile implements AutoCloseable {
    private final Path directory;
    private final Consumer<String> complaints;
    private final List<String> before = new ArrayList<>();
    private @Nullable PrintWriter out;
    private boolean failed;

    LogFile(Path directory, Consumer<String> complaints) {
        this.directory = directory;
        this.complaints = complaints;
    }

    static Path path(Path directory, MigrationId id) {
        return directory.resolve("pgzm-" + id + ".log");
    }

    /** From now on lines are written, those that came before first. */
    synchronized void open(MigrationId id) {
        if (out == null && !failed) {
            try {
                // not a channel's, which an interrupt closes: the undoing that follows one is told too
                out = new PrintWriter(new FileWriter(path(directory, id).toFile(), StandardCharsets.UTF_8, true));
                List<String> lines = List.copyOf(before);
                before.clear();
                lines.forEach(this::write);
            } catch (IOException refused) {
                complain(refused.toString());
            }
        }
    }

    /** Takes a line, without any password. */
    synchronized void write(String line) {
        if (failed) {
            return;
        }
        if (out == null) {
            before.add(line);
            return;
        }
        out.println(line);
        if (out.checkError()) {
            complain("the disk may be full");
        }
    }

    private void complain(String why) {
        failed = true;
        complaints.accept("WARNING:  Cannot write the log into " + directory + ": " + why);
    }

    @Override
    public synchronized void close() {
        if (out != null) {
            out.close();
        }
    }
}
