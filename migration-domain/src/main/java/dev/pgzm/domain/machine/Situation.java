package dev.pgzm.domain.machine;

import dev.pgzm.domain.Ports;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import java.util.Optional;

/**
 * What is known of a destination's migration: what the destination holds, which is the truth, and the state document, which
 * may be gone, or be of an earlier migration.
 */
final class Situation {
    private final Target target;
    private final Documents documents;
    private final Optional<MigrationRecord> record;
    private final Optional<MigrationId> id;
    private final boolean hasBackup;

    /**
     * What the state store has.
     *
     * @param believed empty where it is not so any more
     */
    private record Documents(Optional<MigrationState> stored, Optional<MigrationState> believed) {}

    private Situation(
            Target target,
            Documents documents,
            Optional<MigrationRecord> record,
            Optional<MigrationId> id,
            boolean hasBackup) {
        this.target = target;
        this.documents = documents;
        this.record = record;
        this.id = id;
        this.hasBackup = hasBackup;
    }

    /**
     * Asks the destination and the state store.
     *
     * @throws MigrationException with {@code STATE_CONFLICT} if the target names another migration than the one that is
     *     there, with {@code PREFLIGHT} if the destination cannot be asked
     */
    static Situation of(Ports ports, Target target) {
        try {
            return ask(ports, target);
        } catch (MigrationException failed) {
            if (failed.problem().code() != ErrorCode.DESTINATION_FAILED) {
                throw failed;
            }
            throw new MigrationException(
                    ImmutableProblem.copyOf(failed.problem())
                            .withCode(ErrorCode.PREFLIGHT)
                            .withOutcome("Nothing was changed."),
                    failed);
        }
    }

    private static Situation ask(Ports ports, Target target) {
        DatabaseUrl destination = target.destination();
        Optional<MigrationState> stored = ports.stateStore().load(destination.database());
        Optional<MigrationRecord> record = ports.catalogs().migration(destination);
        Optional<MigrationState> believed = stored
                // the rollback died before it deleted the document
                .filter(state -> !ports.catalogs().isRolledBackSince(destination, state.id()));
        Optional<MigrationId> found = record.map(MigrationRecord::id)
                .or(() -> believed.filter(state -> isAbout(state, destination)).map(MigrationState::id));
        if (target.id().isPresent() && found.isPresent() && !found.equals(target.id())) {
            throw new MigrationException(Problem.of(
                            ErrorCode.STATE_CONFLICT,
                            "Cannot find migration " + target.id().get() + " in " + destination.display())
                    .withDetail("The destination's last migration is " + found.get() + ".")
                    .withHint("Leave out --timestamp, or name that one.")
                    .withOutcome("Nothing was changed."));
        }
        boolean hasBackup = found.or(target::id)
                .filter(id -> ports.catalogs().hasBackup(destination, id))
                .isPresent();
        return new Situation(
                target,
                new Documents(stored, believed),
                record,
                found.or(() -> hasBackup ? target.id() : Optional.empty()),
                hasBackup);
    }

    /** Databases of one name on several servers share the name of their document. */
    private static boolean isAbout(MigrationState state, DatabaseUrl destination) {
        return state.plan().destination().hosts().equals(destination.hosts());
    }

    Standing standing() {
        if (record.isPresent()) {
            return standing(record.get());
        }
        if (hasBackup) {
            return Standing.COMPLETED;
        }
        return state().map(state -> standing(state.status())).orElse(Standing.NONE);
    }

    private static Standing standing(MigrationRecord record) {
        if (record.swapped()) {
            return Standing.SWAPPED;
        }
        return record.prepared().isPresent() ? Standing.PREPARED : Standing.UNFINISHED;
    }

    /** Of a document without a record or a backup in the destination. */
    private static Standing standing(MigrationStatus status) {
        return switch (status) {
            case VALIDATING, DUMPING, RESTORING, INDEXING, SYNCING, STOPPED -> Standing.UNFINISHED;
            case VERIFYING, CLEANING_UP, SWAPPED, COMPLETED -> Standing.COMPLETED;
            default -> Standing.UNDONE;
        };
    }

    /** The migration that this is about; empty where none is known. */
    Optional<MigrationId> id() {
        return id;
    }

    Optional<MigrationRecord> record() {
        return record;
    }

    /** Whatever document is stored, for whose place the next one is. */
    Optional<MigrationState> stored() {
        return documents.stored();
    }

    /** The document, if it is of this migration. */
    Optional<MigrationState> state() {
        return documents
                .believed()
                .filter(state -> id.filter(state.id()::equals).isPresent());
    }

    /** How far the preparation was asked to go. */
    Goal goal() {
        return record.map(MigrationRecord::goal)
                .or(() -> state().map(MigrationState::goal))
                .orElse(Goal.COMPLETED);
    }

    /** Whether the last process, having come so far, was to swap what is prepared, and died before it did or failed. */
    boolean diedBeforeItsSwap() {
        return state().map(state -> state.goal() == Goal.COMPLETED
                        && (state.failure().isEmpty() || state.status() != MigrationStatus.PREPARED))
                .orElse(goal() == Goal.COMPLETED);
    }

    /** The migration's plan, as far as it is known, with what the target says otherwise. */
    Plan plan() {
        ImmutablePlan.Builder plan = ImmutablePlan.builder().jobs(1).source(target.destination());
        state().ifPresent(known -> plan.from(known.plan()));
        record.ifPresent(known -> plan.liveSchema(known.liveSchema())
                .preservation(known.preservation())
                .shadowSchema(known.shadowSchema())
                .source(DatabaseUrl.parse(known.source(), name -> null)));
        Plan known = plan.destination(target.destination()).build();
        ImmutablePlan.Builder result = ImmutablePlan.builder()
                .from(known)
                .source(target.source().orElse(known.source().withSecret(target.sourcePassword())));
        target.jobs().ifPresent(result::jobs);
        target.maxBytesPerSecond().ifPresent(result::maxBytesPerSecond);
        result.protection(known.protection().but(target.protection()));
        target.lockTimeout().ifPresent(result::lockTimeout);
        target.swapTimeout().ifPresent(result::swapTimeout);
        target.onBlocked().ifPresent(result::onBlocked);
        target.onFailure().ifPresent(result::onFailure);
        target.externalDependents().ifPresent(result::externalDependents);
        target.swapStrategy().ifPresent(result::swapStrategy);
        return result.build();
    }
}
