package dev.pgzm.cli;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.VerificationReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Target;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgzm verify}: whether a backup can be rolled back to. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tells whether a backup is what it was.",
        description = {
            "Reads it to its last page, and compares its objects, rows, sequences and",
            "privileges with what was recorded when it was replaced. Writes nothing."
        },
        footer = {"pgzm verify --latest --dest postgresql://owner@new.example.com/shop"})
final class VerifyCommand extends RunningCommand {
    private static final int SHOWN = 20;

    @Mixin
    private final DestinationOptions destination;

    @Mixin
    private final WhichBackup which = new WhichBackup();

    @Mixin
    private final JobsOption jobs = new JobsOption();

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    VerifyCommand(Surroundings surroundings) {
        super(surroundings);
        this.destination = new DestinationOptions(surroundings.environment());
    }

    @Override
    public Integer call() {
        Target target = ImmutableTarget.builder()
                .destination(destination.url())
                .id(which.id())
                .jobs(jobs.orCores())
                .build();
        if (dryRun.isAsked()) {
            Backup backup = backups(state).find(target);
            say(new Result(
                    "Would read " + BackupText.line(backup) + ".\n" + dryRun.ending(), BackupDocument.of(backup)));
        } else {
            Backups engine = backups(state);
            perform(progress -> result(engine.verify(target, progress)));
        }
        return 0;
    }

    private static Result result(VerificationReport report) {
        Result result = new Result(text(report), BackupDocument.of(report));
        return report.defects().isEmpty() ? result : result.flawedBy(problem(report));
    }

    private static String text(VerificationReport report) {
        String verdict = report.defects().isEmpty()
                ? report.backup().nspname() + " is as it must be"
                : report.backup().nspname() + " is not as it must be: "
                        + report.defects().size() + " defects";
        String notes = report.notes().isEmpty() ? "" : "Not looked at:\n" + BackupText.items(report.notes());
        return verdict + ".\n  read     " + Sizes.count(report.tablesRead()) + " tables"
                + (report.comparedRows() ? ", their rows compared with what was recorded" : "") + "\n  checked  "
                + Sizes.count(report.indexesChecked()) + " indexes row by row\n  took     "
                + Sizes.duration(report.took()) + "\n" + notes;
    }

    private static Problem problem(VerificationReport report) {
        int more = report.defects().size() - SHOWN;
        return Problem.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "Cannot trust " + report.backup().nspname() + ": "
                                + report.defects().size() + " of its properties are not as they must be")
                .withDetail(report.defects().stream().limit(SHOWN).collect(Collectors.joining("\n"))
                        + (more > 0 ? "\nand " + more + " more" : ""))
                .withHint("Roll back to another backup, if need be, or mend this one.")
                .withOutcome("Nothing was changed.");
    }
}
