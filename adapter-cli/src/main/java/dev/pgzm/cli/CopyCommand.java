package dev.pgzm.cli;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import picocli.CommandLine.Mixin;

/** The commands that begin a migration, which differ in how far they go. */
abstract class CopyCommand extends RunningCommand {
    @Mixin
    private final PlanOptions options;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    CopyCommand(Surroundings surroundings) {
        super(surroundings);
        this.options = new PlanOptions(surroundings.environment());
    }

    abstract MigrationReport run(Migrations engine, Plan plan, Progress progress);

    @Override
    public final Integer call() {
        Plan plan = options.plan();
        Migrations engine = engine(state);
        if (dryRun.isAsked()) {
            return preview(plan, engine.plan(plan));
        }
        perform(progress -> Result.of(run(engine, plan, progress)));
        return 0;
    }

    private int preview(Plan plan, Preview preview) {
        say(new Result(new PreviewText(plan, preview).text(), new PreviewDocument(plan, preview).document()));
        boolean refused = preview.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return refused ? ErrorCode.PREFLIGHT.exitCode() : 0;
    }
}
