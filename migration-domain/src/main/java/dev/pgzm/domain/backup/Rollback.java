package dev.pgzm.domain.backup;

import dev.pgzm.domain.phase.Refusal;
import dev.pgzm.domain.preflight.RollbackCheck;
import dev.pgzm.domain.preflight.RollbackVerdict;
import dev.pgzm.ports.RollbackPreview;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.SwapOutcomeUnknownException;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.swap.SwapReport;
import java.util.Optional;

/** One backup's way back to life. */
final class Rollback {
    private final Backup backup;
    private final Plan plan;

    private Rollback(Backup backup, Plan plan) {
        this.backup = backup;
        this.plan = plan;
    }

    /**
     * Of the backup that a target means.
     *
     * @throws MigrationException if the backup is not fit to be live, or a migration is in its way
     */
    static Rollback of(Backup backup, Target target, Optional<MigrationRecord> record) {
        requireSettled(backup, target, record);
        backup.defect().ifPresent(defect -> {
            throw refused(
                    ErrorCode.PREFLIGHT,
                    backup.nspname() + " is not whole",
                    "Of " + backup.nspname() + ": " + defect + ".",
                    "Roll back to another: pgzm list --dest "
                            + target.destination().display());
        });
        if (!backup.owned()) {
            throw refused(
                    ErrorCode.PREFLIGHT,
                    "the connected role does not own " + backup.nspname(),
                    "Only its owner can rename a schema.",
                    "Connect as its owner.");
        }
        return new Rollback(backup, plan(backup, target));
    }

    private static void requireSettled(Backup backup, Target target, Optional<MigrationRecord> record) {
        record.filter(known -> !known.swapped() || !known.id().equals(backup.id()))
                .ifPresent(known -> {
                    String destination = target.destination().display();
                    throw refused(
                            ErrorCode.STATE_CONFLICT,
                            "migration " + known.id() + " has not ended",
                            "Its new schema was built for the schema that is live now.",
                            known.swapped()
                                    ? "Let it end: pgzm resume --dest " + destination
                                    : "Undo it: pgzm abort --dest " + destination);
                });
    }

    private static Plan plan(Backup backup, Target target) {
        backup.liveSchema()
                .ifPresent(name -> target.liveSchema()
                        .filter(asked -> !asked.equals(name))
                        .ifPresent(asked -> {
                            throw refused(
                                    ErrorCode.USAGE,
                                    backup.nspname() + " was live as " + name + ", not as " + asked,
                                    "It becomes live under the name that it had.",
                                    "Leave out --schema.");
                        }));
        ImmutablePlan.Builder plan = ImmutablePlan.builder()
                .source(target.destination())
                .destination(target.destination())
                .jobs(target.jobs().orElse(1))
                .shadowSchema(backup.nspname());
        plan.preservation(
                ImmutablePreservation.builder().tables(target.keepTables()).build());
        backup.liveSchema().or(target::liveSchema).ifPresent(plan::liveSchema);
        target.lockTimeout().ifPresent(plan::lockTimeout);
        target.swapTimeout().ifPresent(plan::swapTimeout);
        target.onBlocked().ifPresent(plan::onBlocked);
        target.externalDependents().ifPresent(plan::externalDependents);
        return plan.build();
    }

    Plan plan() {
        return plan;
    }

    RollbackPreview preview(RollbackCheck check) {
        RollbackVerdict verdict = check.examine(plan, backup);
        return new RollbackPreview(backup, verdict.scope(), verdict.findings());
    }

    /**
     * Makes it.
     *
     * @param id names the backup that the live schema becomes
     */
    RollbackReport make(MigrationId id, RollbackCheck check, SchemaSwap swap, Progress progress) {
        RollbackVerdict verdict = check.examine(plan, backup);
        Refusal.check("roll back", verdict.findings(), progress);
        Plan decided = verdict.decided(plan);
        try {
            return new RollbackReport(id, backup.id(), verdict.scope(), promote(decided, id, swap, progress));
        } finally {
            end(decided, id, swap, progress);
        }
    }

    /** Whatever became of it; also what a process that is dead has left. */
    private static void end(Plan decided, MigrationId id, SchemaSwap swap, Progress progress) {
        boolean interrupted = Thread.interrupted();
        try {
            swap.endPromotion(decided, id, progress);
        } catch (MigrationException failed) {
            progress.found(new Finding(
                    Severity.WARNING,
                    "triggers of the rollback may be left, and the schema pgzm_rollback of their functions",
                    failed.problem().message(),
                    "They change nothing. The next rollback removes them."));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<SwapReport> promote(Plan decided, MigrationId id, SchemaSwap swap, Progress progress) {
        try {
            return Optional.of(swap.promote(decided, backup.id(), id, progress));
        } catch (SwapOutcomeUnknownException unanswered) {
            if (!happened(id, swap, unanswered)) {
                throw new MigrationException(
                        Problem.of(
                                        ErrorCode.DESTINATION_FAILED,
                                        "Cannot roll back: the connection to the destination was lost before the"
                                                + " rollback was committed")
                                .withHint("Run the command again.")
                                .withOutcome(untouched()),
                        unanswered);
            }
            return Optional.empty();
        } catch (MigrationException failed) {
            throw failed.problem().outcome().isPresent()
                    ? failed
                    : new MigrationException(failed.problem().withOutcome(untouched()), failed);
        }
    }

    private boolean happened(MigrationId id, SchemaSwap swap, SwapOutcomeUnknownException unanswered) {
        boolean interrupted = Thread.interrupted();
        try {
            return swap.happened(plan, id);
        } catch (MigrationException unreachable) {
            unanswered.addSuppressed(unreachable);
            throw new MigrationException(
                    ImmutableProblem.copyOf(unanswered.problem())
                            .withMessage("Cannot tell whether the rollback was committed")
                            .withHint("Ask pgzm list --dest "
                                    + plan.destination().display() + " when the destination answers.")
                            .withOutcome(
                                    "The rollback was either made or not, as a whole: it was made exactly if schema "
                                            + id.backupSchema() + " exists in the destination."),
                    unanswered);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String untouched() {
        return "Nothing was changed: schema " + plan.liveSchema() + " is live as before, and " + backup.nspname()
                + " is kept.";
    }

    private static MigrationException refused(ErrorCode code, String why, String detail, String hint) {
        return new MigrationException(Problem.of(code, "Cannot roll back: " + why)
                .withDetail(detail)
                .withHint(hint)
                .withOutcome("Nothing was changed."));
    }
}
