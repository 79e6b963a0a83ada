package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Whoever watches one run: a person, a program, a monitor. */
final class Watch implements AutoCloseable {
    private static final long FRAME_MILLIS = 250;
    private static final long STANDING_MILLIS = 5000;

    private final Tally tally = new Tally(System::nanoTime);
    private final List<Progress> watchers = new ArrayList<>(List.of(tally));
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(Watch::daemon);
    private final PrintWriter err;
    private final @Nullable Screen screen;
    private final @Nullable ErrorLines errorLines;
    private @Nullable EventLines events;
    private @Nullable PrintWriter eventsOut;
    private @Nullable MetricsServer server;
    private @Nullable MetricsFile file;
    private @Nullable StatementLog statements;
    private @Nullable LogFile log;
    private @Nullable LogLines logLines;
    private OptionalInt exitCode = OptionalInt.empty();

    /**
     * Watches for a person.
     *
     * @param canvas what to draw on; without one, lines are written
     * @param logging how much is told
     */
    Watch(PrintWriter err, Optional<Canvas> canvas, LogOptions logging) {
        this.err = err;
        this.screen = canvas.map(drawn -> new Screen(drawn, tally::figures)).orElse(null);
        if (screen == null) {
            errorLines = null;
            watchers.add(new LineProgress(this::tell, logging.detail(LineProgress.Detail.TASKS)));
        } else {
            errorLines = ErrorLines.takeOver(screen::write);
            watchers.add(screen.lines(logging.detail(LineProgress.Detail.MILESTONES)));
            every(FRAME_MILLIS, screen::draw);
        }
    }

    /** A line for the person. */
    private void tell(String line) {
        if (screen == null) {
            err.println(line);
            err.flush();
        } else {
            screen.write(line);
        }
    }

    void keepLog(CommandLine running, LogOptions logging) {
        if (logging.areStatementsTold()) {
            statements = StatementLog.begin(this::tell);
        }
        logging.file(this::tell).ifPresent(file -> {
            LogLines around = new LogLines(file);
            around.head(running);
            watchers.add(new Progress() {
                @Override
                public void began(MigrationId id) {
                    around.migration(id);
                }
            });
            watchers.add(LineProgress.forLater(file::write));
            log = file;
            logLines = around;
        });
    }

    void tellEvents(PrintWriter out, String command) {
        EventLines lines = new EventLines(out, Clock.systemUTC());
        lines.begun(command);
        watchers.add(lines);
        events = lines;
        eventsOut = out;
        every(STANDING_MILLIS, () -> lines.standing(tally.figures()));
    }

    void serveMetrics(InetSocketAddress address) throws IOException {
        server = MetricsServer.open(address, this::metrics);
    }

    void keepMetrics(Path path) throws IOException {
        MetricsFile kept = new MetricsFile(path);
        kept.write(metrics());
        file = kept;
        every(STANDING_MILLIS, this::writeMetrics);
    }

    /** Runs, and tells the watchers how it ended. */
    Result over(Function<Progress, Result> run) {
        try {
            Result result = run.apply(new Together(List.copyOf(watchers)));
            ended(result.exitCode(), result.document());
            if (logLines != null) {
                logLines.foot(result.exitCode(), result.text());
            }
            return result;
        } catch (RuntimeException failed) {
            Problem problem = CommandLines.problem(failed);
            ended(problem.code().exitCode(), ProblemDocument.of(problem));
            if (logLines != null) {
                logLines.foot(problem);
            }
            throw failed;
        }
    }

    private void ended(int code, ObjectNode result) {
        exitCode = OptionalInt.of(code);
        stopTicking();
        if (events != null) {
            events.ended(code, result);
        }
        writeMetrics();
    }

    private String metrics() {
        return new MetricsText(tally.figures()).text(exitCode);
    }

    private void writeMetrics() {
        if (file != null) {
            try {
                file.write(metrics());
            } catch (IOException failed) {
                // the run goes on without
                err.println("WARNING:  Cannot write the metrics: " + failed);
                err.flush();
                file = null;
            }
        }
    }

    private void every(long millis, Runnable tick) {
        ScheduledFuture<?> unused = ticks.scheduleWithFixedDelay(tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void stopTicking() {
        ticks.shutdownNow();
        try {
            // what is being written must not come behind the end
            if (!ticks.awaitTermination(STANDING_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** May be called twice. */
    @Override
    public void close() {
        stopTicking();
        if (screen != null) {
            screen.close();
        }
        if (errorLines != null) {
            errorLines.close();
        }
        if (server != null) {
            server.close();
        }
        if (statements != null) {
            statements.close();
        }
        if (log != null) {
            log.close();
        }
        if (eventsOut != null) {
            eventsOut.flush();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "pgzm-watch");
        thread.setDaemon(true);
        return thread;
    }
}
