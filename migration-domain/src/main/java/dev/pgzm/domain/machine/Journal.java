package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.state.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saves each status before its work begins, with the time that each took; what is told later is kept besides. */
final class Journal {
    private final StateStore store;
    private final InstantSource clock;
    private final Run run;
    private final Chronicler chronicler;
    private final List<Step> steps = new ArrayList<>();
    private int earlierSteps;
    private long version;
    private Optional<String> failure = Optional.empty();
    private @Nullable Instant entered;

    private Journal(StateStore store, InstantSource clock, Run run) {
        this.store = store;
        this.clock = clock;
        this.run = run;
        this.chronicler = Chronicler.of(store, run);
    }

    /**
     * Goes on with the document that is stored.
     *
     * @param last what is stored for the destination: of this migration, or of an earlier one whose place this one takes
     */
    static Journal after(Optional<MigrationState> last, StateStore store, InstantSource clock, Run run) {
        Journal journal = new Journal(store, clock, run);
        last.ifPresent(state -> {
            journal.version = state.version();
            if (state.id().equals(run.id())) {
                journal.steps.addAll(state.steps());
                journal.earlierSteps = journal.steps.size();
            }
        });
        run.progress().began(run.id());
        return journal;
    }

    /**
     * Notes that a status begins.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code STATE_CONFLICT}; the status then counts as failed
     */
    void enter(MigrationStatus status) {
        leave();
        Instant now = clock.instant();
        entered = now;
        run.progress().entered(status);
        steps.add(new Step(status, Optional.of(now), Optional.empty(), Map.of()));
        MigrationState next = ImmutableMigrationState.builder()
                .id(run.id())
                .version(version + 1)
                .status(status)
                .plan(run.plan().withoutSecrets())
                .goal(run.goal())
                .steps(steps)
                .failure(failure)
                .build();
        store.save(next);
        version = next.version();
        chronicler.keep(stepsOfThisRun());
    }

    /** Notes that the run is over, and why it failed, if it did. */
    void end(Optional<Problem> problem) {
        chronicler.end(stepsOfThisRun(), problem);
    }

    private List<Step> stepsOfThisRun() {
        return List.copyOf(steps.subList(earlierSteps, steps.size()));
    }

    /** Notes the failure that the next statuses deal with. */
    void failed(String message) {
        failure = Optional.of(message);
    }

    private void leave() {
        if (entered != null) {
            Step last = steps.remove(steps.size() - 1);
            Duration took = Duration.between(entered, clock.instant());
            run.progress().left(last.status(), took);
            steps.add(new Step(last.status(), last.began(), Optional.of(took), run.takeFigures()));
        }
    }
}
