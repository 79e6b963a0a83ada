package dev.pgzm.cli;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Target;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgzm cleanup}: backups that nobody needs any more give their space back. */
@Command(
        name = "cleanup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Drops backups.",
        description = {
            "Those that something else uses stay. The live schema is not touched.",
            "Applications never wait for longer than --lock-timeout."
        },
        footer = {"pgzm cleanup --keep 3 --dest postgresql://owner@new.example.com/shop"})
final class CleanupCommand extends RunningCommand {
    @Mixin
    private final DestinationOptions destination;

    @Mixin
    private final WhichBackups which = new WhichBackups();

    @Mixin
    private final LockOptions locks = new LockOptions();

    @Mixin
    private final ConfirmOptions confirmation;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    CleanupCommand(Surroundings surroundings) {
        super(surroundings);
        this.destination = new DestinationOptions(surroundings.environment());
        this.confirmation = new ConfirmOptions(surroundings.terminal());
    }

    @Override
    public Integer call() {
        BackupSelection selection = which.selection();
        Backups engine = backups(state);
        if (dryRun.isAsked()) {
            CleanupReport report = engine.foretellCleanup(destination.url(), selection);
            say(new Result(
                    text(report, selection, "Would drop") + DryRunOption.ENDING,
                    BackupDocument.of(report, selection, dryRun)));
            return report.held().isEmpty() ? 0 : ErrorCode.PREFLIGHT.exitCode();
        }
        agreed(engine, selection)
                .ifPresentOrElse(
                        agreed -> perform(progress -> result(engine.cleanup(target(), agreed, progress), selection)),
                        () -> say(Result.DECLINED));
        return 0;
    }

    private Result result(CleanupReport report, BackupSelection selection) {
        Result result = new Result(text(report, selection, "Dropped"), BackupDocument.of(report, selection, dryRun));
        return report.held().isEmpty() ? result : result.flawedBy(problem(report));
    }

    private Target target() {
        ImmutableTarget.Builder target = ImmutableTarget.builder().destination(destination.url());
        locks.addTo(target);
        return target.build();
    }

    /** What was asked about is what is done. */
    private Optional<BackupSelection> agreed(Backups engine, BackupSelection selection) {
        if (!confirmation.mustAsk()) {
            return Optional.of(selection);
        }
        CleanupReport report = engine.foretellCleanup(destination.url(), selection);
        if (report.dropped().isEmpty()) {
            return Optional.of(selection);
        }
        String names = report.dropped().stream().map(BackupText::line).collect(Collectors.joining(", "));
        return confirmation.isAgreed(
                        "Drop " + names + " of " + destination.url().display())
                ? Optional.of(new BackupSelection.Exactly(
                        report.dropped().stream().map(Backup::id).toList()))
                : Optional.empty();
    }

    private static String text(CleanupReport report, BackupSelection selection, String done) {
        String instant = selection instanceof BackupSelection.Before before
                ? "Backups that were replaced before " + Moment.local(before.instant()) + ", which is "
                        + before.instant().toEpochMilli() + ".\n"
                : "";
        String dropped = report.dropped().isEmpty()
                ? "Nothing is to be dropped.\n"
                : done + ":\n"
                        + report.dropped().stream()
                                .map(backup -> "  " + BackupText.line(backup) + "\n")
                                .collect(Collectors.joining());
        String held = report.held().stream()
                .map(each -> "Not " + each.backup().nspname() + ":\n" + BackupText.items(each.reasons()))
                .collect(Collectors.joining());
        return instant + dropped + held + "Kept: " + report.kept().size() + ".\n";
    }

    private static Problem problem(CleanupReport report) {
        return Problem.of(
                        ErrorCode.PREFLIGHT,
                        "Cannot drop " + report.held().size() + " of the backups: something needs them")
                .withDetail(report.held().stream()
                        .map(each -> each.backup().nspname() + ": " + String.join(", ", each.reasons()))
                        .collect(Collectors.joining("\n")))
                .withHint("Drop what uses them, or let it use something else, then run the command again.")
                .withOutcome(
                        report.dropped().isEmpty()
                                ? "Nothing was changed."
                                : "Dropped: "
                                        + report.dropped().stream()
                                                .map(Backup::nspname)
                                                .collect(Collectors.joining(", "))
                                        + ".");
    }
}
