package dev.pgzm.cli;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Severity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pgzm start}: the whole migration in one go. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Copies the source's schema and rows beside the destination's live schema, then swaps the two.",
            "The former live schema stays as backup_<id>."
        })
final class StartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Option(names = "--dry-run", description = "Print the plan and what preflight finds; write nothing on either side.")
    private boolean dryRun;

    @Option(
            names = "--state",
            paramLabel = "file:DIR",
            defaultValue = "${env:PGZM_STATE:-file:.}",
            description = "Where the migration's state is kept. Default: the working directory.  (PGZM_STATE)")
    private String state = "";

    private final Function<Path, Migrations> migrations;

    /**
     * Builds the command.
     *
     * @param migrations opens the engine with its state in a directory
     */
    StartCommand(Function<Path, Migrations> migrations) {
        this.migrations = migrations;
    }

    @Override
    public Integer call() {
        Plan plan = options.plan();
        Migrations engine = migrations.apply(stateDirectory());
        PrintWriter out = command.commandLine().getOut();
        if (dryRun) {
            return preview(engine, plan, out);
        }
        MigrationReport report =
                engine.start(plan, new LineProgress(command.commandLine().getErr()));
        out.print(new ReportText(plan, report).text());
        out.flush();
        return 0;
    }

    private static int preview(Migrations engine, Plan plan, PrintWriter out) {
        Preview preview = engine.plan(plan);
        out.print(new PreviewText(plan, preview).text());
        out.flush();
        boolean refused = preview.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return refused ? ErrorCode.PREFLIGHT.exitCode() : 0;
    }

    private Path stateDirectory() {
        if (!state.startsWith("file:")) {
            throw new picocli.CommandLine.ParameterException(
                    command.commandLine(), "Cannot keep the state in \"" + state + "\": it takes file:DIR");
        }
        return Path.of(state.substring("file:".length()));
    }
}
