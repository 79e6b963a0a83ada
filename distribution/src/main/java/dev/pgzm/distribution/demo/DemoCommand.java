package dev.pgzm.distribution.demo;

import dev.pgzm.cli.CommandLines;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.postgres.Databases;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pgzm demo}: the main job on two servers of its own, under an application's load. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Shows the main job on two servers of its own.",
        description = {
            "Starts two PostgreSQL servers, fills them, runs an application against one,",
            "replaces its contents with the other's, and removes everything again.",
            "Needs pg_dump and pg_restore, and no server."
        },
        footer = {"pgzm demo --orders 20000"})
public final class DemoCommand implements Callable<Integer> {
    private static final int OLD_ORDERS = 20_000;
    private static final int ORDERS_PER_CUSTOMER = 5;
    private static final int CONNECTIONS = 4;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Orders in the source; its rows are about 4.2 times as many. Default: ${DEFAULT-VALUE}.")
    private int orders;

    private final Function<Path, Migrations> migrations;

    /**
     * Builds the command.
     *
     * @param migrations opens the engine with its state in a directory
     */
    public DemoCommand(Function<Path, Migrations> migrations) {
        this.migrations = migrations;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (orders < ORDERS_PER_CUSTOMER) {
            throw new ParameterException(
                    command.commandLine(), "Cannot fill a shop with " + orders + " orders: it takes 5 or more");
        }
        PrintWriter out = command.commandLine().getOut();
        requireClientPrograms();
        Path home = Files.createTempDirectory("pgzm-demo-");
        say(out, "Starting two PostgreSQL servers ...");
        try (DemoServer source = DemoServer.start(home);
                DemoServer destination = DemoServer.start(home)) {
            say(
                    out,
                    "Filling the source with a shop of %,d orders, the destination with an older one of %,d ...",
                    orders,
                    OLD_ORDERS);
            source.fill(orders);
            destination.fill(OLD_ORDERS);
            Comparison comparison = new Comparison(source, destination);
            comparison.before();
            return migrate(out, migrations.apply(home), plan(source.url(), destination.url()), comparison);
        } finally {
            delete(home);
        }
    }

    /** Says which package to install before anything is started. */
    private static void requireClientPrograms() {
        DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://localhost/", name -> null);
        new Databases().catalogs().clientTools(plan(nowhere, nowhere), DemoServer.VERSION);
    }

    private int migrate(PrintWriter out, Migrations engine, Plan plan, Comparison comparison)
            throws InterruptedException {
        say(
                out,
                "Migrating, while an application reads and writes the destination over %d connections ...",
                CONNECTIONS);
        ApplicationLoad load = comparison.load(CONNECTIONS, Math.min(orders, OLD_ORDERS) / ORDERS_PER_CUSTOMER);
        LoadReport application;
        MigrationReport report;
        try {
            load.awaitStatements(CONNECTIONS * 100L);
            report = engine.start(
                    plan, CommandLines.progress(command.commandLine().getErr()));
            load.awaitStatements(CONNECTIONS * 100L);
        } finally {
            application = load.stop();
        }
        out.print(new DemoText(report, application, comparison.after()).text());
        out.flush();
        return comparison.isEqual() && application.failures().isEmpty() ? 0 : 1;
    }

    private static Plan plan(DatabaseUrl source, DatabaseUrl destination) {
        return ImmutablePlan.builder()
                .source(source)
                .destination(destination)
                .jobs(Math.min(8, Runtime.getRuntime().availableProcessors()))
                .build();
    }

    private static void say(PrintWriter out, String format, Object... arguments) {
        out.println(String.format(java.util.Locale.ROOT, format, arguments));
        out.flush();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
