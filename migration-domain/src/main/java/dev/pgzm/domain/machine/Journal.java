package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Saves each status before its work begins, with the time that each took. */
final class Journal {
    private final StateStore store;
    private final InstantSource clock;
    private final Run run;
    private MigrationState state;
    private Instant entered;

    Journal(StateStore store, InstantSource clock, Run run) {
        this.store = store;
        this.clock = clock;
        this.run = run;
        this.entered = clock.instant();
        this.state = ImmutableMigrationState.builder()
                .id(run.id().epochMillis())
                .version(0)
                .status(MigrationStatus.CREATED)
                .source(run.plan().source().display())
                .destination(run.plan().destination().display())
                .database(run.plan().destination().database())
                .build();
    }

    /** Continues the version count of whatever is stored for the destination. */
    void open() {
        store.load(state.database())
                .ifPresent(last -> state = ImmutableMigrationState.copyOf(state).withVersion(last.version()));
    }

    /**
     * @throws dev.pgzm.ports.error.MigrationException with {@code STATE_CONFLICT}; the status then counts as failed
     */
    void enter(MigrationStatus status) {
        left();
        entered = clock.instant();
        run.progress().entered(status);
        ImmutableMigrationState next =
                ImmutableMigrationState.copyOf(state).withStatus(status).withVersion(state.version() + 1);
        store.save(next);
        state = next;
    }

    /** Notes the failure that the next statuses deal with. */
    void failed(String message) {
        state = ImmutableMigrationState.copyOf(state).withFailure(message);
    }

    private void left() {
        if (state.status() != MigrationStatus.CREATED) {
            Duration took = Duration.between(entered, clock.instant());
            run.progress().left(state.status(), took);
            state = ImmutableMigrationState.builder()
                    .from(state)
                    .putDurations(state.status().name(), took)
                    .build();
        }
    }
}
