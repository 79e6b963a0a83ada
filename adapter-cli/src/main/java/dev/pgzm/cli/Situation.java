package dev.pgzm.cli;

import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.state.MigrationState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** A status as one view: what the destination holds goes before what the state document remembers. */
final class Situation {
    private final StatusReport report;
    private final DatabaseUrl destination;

    Situation(StatusReport report, DatabaseUrl destination) {
        this.report = report;
        this.destination = destination;
    }

    StatusReport report() {
        return report;
    }

    DatabaseUrl destination() {
        return destination;
    }

    boolean is(Standing standing) {
        return report.standing() == standing;
    }

    boolean isRunning() {
        return report.runner().isPresent();
    }

    boolean isSwapPossible() {
        return refusal(Continuation.SWAP).isEmpty();
    }

    /** Why a command would be refused now. */
    Optional<Problem> refusal(Continuation command) {
        return Optional.ofNullable(report.refusals().get(command));
    }

    /** The migration that this is about; there is one unless the standing is {@code NONE}. */
    MigrationId id() {
        return report.id().orElseThrow();
    }

    Optional<String> source() {
        return record(MigrationRecord::source)
                .or(() -> plan().map(plan -> plan.source().uri()));
    }

    Optional<String> liveSchema() {
        return record(MigrationRecord::liveSchema).or(() -> plan().map(Plan::liveSchema));
    }

    Optional<String> shadowSchema() {
        return record(MigrationRecord::shadowSchema).or(() -> plan().map(Plan::shadowSchema));
    }

    Optional<Goal> goal() {
        return record(MigrationRecord::goal).or(() -> report.state().map(MigrationState::goal));
    }

    Optional<Instant> created() {
        return record(MigrationRecord::created)
                .or(() -> report.id().map(MigrationId::epochMillis).map(Instant::ofEpochMilli));
    }

    private <T> Optional<T> record(Function<MigrationRecord, T> member) {
        return report.record().map(member);
    }

    private Optional<Plan> plan() {
        return report.state().map(MigrationState::plan);
    }
}
