package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.RollbackPreview;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.RollbackScope;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Severity;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgzm rollback}: a former live schema becomes live again. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Makes a backup live again.",
        description = {
            "In one transaction, as the swap did. What was live is kept as backup_<new id>,",
            "so that the rollback can be rolled back. Rows come as the backup has them, but for those of",
            "--keep-tables."
        },
        footer = {"pgzm rollback --latest --dest postgresql://owner@new.example.com/shop"})
final class RollbackCommand extends RunningCommand {
    @Mixin
    private final DestinationOptions destination;

    @Mixin
    private final WhichBackup which = new WhichBackup();

    @Under(Heading.DATABASES)
    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "The live schema. Default: public; a backup knows what it was.  (PGZM_SCHEMA)")
    private @Nullable String schema;

    @Mixin
    private final KeepOption kept = new KeepOption();

    @Mixin
    private final DependentsOption externalDependents = new DependentsOption();

    @Mixin
    private final LockOptions locks = new LockOptions();

    @Mixin
    private final JobsOption jobs = new JobsOption();

    @Mixin
    private final ConfirmOptions confirmation;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    RollbackCommand(Surroundings surroundings) {
        super(surroundings);
        this.destination = new DestinationOptions(surroundings.environment());
        this.confirmation = new ConfirmOptions(surroundings.terminal());
    }

    @Override
    public Integer call() {
        Target target = target();
        Backups engine = backups(state);
        if (dryRun.isAsked()) {
            return rehearse(engine.foretellRollback(target));
        }
        agreed(engine, target)
                .ifPresentOrElse(
                        agreed -> perform(progress -> result(engine.rollback(agreed, progress))),
                        () -> say(Result.DECLINED));
        return 0;
    }

    private Result result(RollbackReport report) {
        return new Result(text(report), BackupDocument.of(report));
    }

    private Target target() {
        ImmutableTarget.Builder target = ImmutableTarget.builder()
                .destination(destination.url())
                .id(which.id())
                .liveSchema(Optional.ofNullable(schema))
                .jobs(jobs.orCores())
                .keepTables(kept.tables())
                .externalDependents(externalDependents.ifGiven());
        locks.addTo(target);
        return target.build();
    }

    /** What was asked about is what is done, even if there is a newer one meanwhile. */
    private Optional<Target> agreed(Backups engine, Target target) {
        if (!confirmation.mustAsk()) {
            return Optional.of(target);
        }
        RollbackPreview preview = engine.foretellRollback(target);
        Target shown = ImmutableTarget.copyOf(target).withId(preview.backup().id());
        return confirmation.isAgreed("Roll back: " + change(preview)) ? Optional.of(shown) : Optional.empty();
    }

    private int rehearse(RollbackPreview preview) {
        boolean refused = preview.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        String text = "It can " + (refused ? "not " : "") + "be rolled back now: " + change(preview) + ".\n"
                + preview.findings().stream().map(FindingText::of).collect(Collectors.joining())
                + DryRunOption.ENDING;
        say(new Result(text, BackupDocument.of(preview)));
        return refused ? ErrorCode.PREFLIGHT.exitCode() : 0;
    }

    private String change(RollbackPreview preview) {
        return "%s becomes schema %s of %s, what is live becomes a backup; what was written since %s is not visible then%s"
                .formatted(
                        BackupText.line(preview.backup()),
                        preview.scope().liveSchema(),
                        destination.url().display(),
                        preview.backup().replaced(),
                        except(preview.scope()));
    }

    private static String except(RollbackScope scope) {
        return scope.kept().isEmpty() ? "" : ", but for that in " + String.join(", ", scope.kept());
    }

    private String text(RollbackReport report) {
        String kept = report.scope().kept().isEmpty()
                ? ""
                : "  kept     the rows of " + String.join(", ", report.scope().kept()) + "\n";
        return """
                Rolled back: schema %s of %s is what %s was.
                  swapped  %s
                  backup   the replaced schema is %s
                %s""".formatted(
                report.scope().liveSchema(),
                destination.url().display(),
                report.promoted().backupSchema(),
                report.swap().map(ReportText::swap).orElse("the connection was lost in its commit, which was made"),
                report.id().backupSchema(),
                kept);
    }
}
