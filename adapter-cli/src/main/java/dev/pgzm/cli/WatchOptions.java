package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a run is watched. */
@Under(Heading.OUTPUT)
final class WatchOptions {
    private static final String STANDARD_OUTPUT = "-";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--no-progress",
            description = "Tell the progress in plain lines on a terminal too, as where standard error is none.")
    private boolean noProgress;

    @Option(
            names = "--events",
            paramLabel = "FILE|-",
            description = "Write what happens to a file, or to standard output, one JSON object a line; what the file"
                    + " held is lost. Default: none.  (PGZM_EVENTS)")
    private @Nullable String events;

    @Option(
            names = "--metrics-port",
            paramLabel = "[HOST:]PORT",
            description = "Answer Prometheus at http://HOST:PORT/metrics while it runs."
                    + " Default: none, and HOST all addresses.  (PGZM_METRICS_PORT)")
    private @Nullable String metricsPort;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Keep a file for the textfile collector of Prometheus' node exporter."
                    + " Default: none.  (PGZM_METRICS_FILE)")
    private @Nullable Path metricsFile;

    @Mixin
    private final LogOptions logging = new LogOptions();

    boolean areEventsTheOutput() {
        return STANDARD_OUTPUT.equals(events);
    }

    /**
     * Begins to watch.
     *
     * @throws ParameterException if the port is none
     * @throws MigrationException with {@code CONFIGURATION} if what is to be written to cannot be
     */
    Watch open(CommandLine running, Surroundings surroundings) {
        Optional<InetSocketAddress> address = Optional.ofNullable(metricsPort).map(this::address);
        Watch watch = new Watch(
                running.getErr(),
                noProgress ? Optional.empty() : surroundings.canvas().get(),
                logging);
        watch.keepLog(running, logging);
        try {
            if (events != null) {
                watch.tellEvents(writer(running, events), running.getCommandName());
            }
            if (address.isPresent()) {
                watch.serveMetrics(address.get());
            }
            if (metricsFile != null) {
                watch.keepMetrics(metricsFile);
            }
            return watch;
        } catch (IOException refused) {
            watch.close();
            throw new MigrationException(
                    Problem.of(ErrorCode.CONFIGURATION, "Cannot let the run be watched: " + refused)
                            .withHint("Change --events, --metrics-port or --metrics-file.")
                            .withOutcome("Nothing was changed."),
                    refused);
        }
    }

    // not a channel's, which an interrupt closes: the undoing that follows one is told too
    private static PrintWriter writer(CommandLine running, String events) throws IOException {
        return events.equals(STANDARD_OUTPUT)
                ? running.getOut()
                : new PrintWriter(new FileWriter(events, StandardCharsets.UTF_8));
    }

    private InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return colon < 0 ? new InetSocketAddress(port) : new InetSocketAddress(text.substring(0, colon), port);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    command.commandLine(),
                    "Cannot serve metrics at \"" + text + "\": --metrics-port takes [HOST:]PORT");
        }
    }
}
