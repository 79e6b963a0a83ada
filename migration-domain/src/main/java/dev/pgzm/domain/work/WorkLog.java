package dev.pgzm.domain.work;

import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Tells the progress of each piece of work, and adds up what it took. */
public final class WorkLog {
    private final Progress progress;
    private final Totals totals;
    private final InstantSource clock;

    public WorkLog(Progress progress, Totals totals, InstantSource clock) {
        this.progress = progress;
        this.totals = totals;
        this.clock = clock;
    }

    Progress progress() {
        return progress;
    }

    Totals totals() {
        return totals;
    }

    void tell(Effort effort, Activity activity, Consumer<Activity> work) {
        Instant begun = clock.instant();
        progress.began(activity);
        work.accept(activity);
        Duration took = Duration.between(begun, clock.instant());
        totals.spent(effort, took);
        progress.ended(activity, took);
    }
}
