package dev.pgzm.domain.phase;

import dev.pgzm.domain.work.TaskRun;
import dev.pgzm.domain.work.Totals;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.restore.ShadowSchema;
import dev.pgzm.ports.state.DestinationLock;
import dev.pgzm.ports.swap.SwapReport;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the phases of one run hand on to each other; used by the thread that runs the phases. */
public final class Run {
    private final Plan plan;
    private final MigrationId id;
    private final Progress progress;
    private final Totals totals = new Totals();
    private @Nullable Preview preview;
    private DestinationLock.@Nullable Held lock;
    private @Nullable SourceSnapshot snapshot;
    private @Nullable ShadowSchema shadow;
    private @Nullable TaskRun work;
    private @Nullable SwapReport swap;

    public Run(Plan plan, MigrationId id, Progress progress) {
        this.plan = plan;
        this.id = id;
        this.progress = progress;
    }

    public Plan plan() {
        return plan;
    }

    public MigrationId id() {
        return id;
    }

    public Progress progress() {
        return progress;
    }

    public Totals totals() {
        return totals;
    }

    Preview preview() {
        return handedOn(preview);
    }

    void preview(Preview written) {
        preview = written;
    }

    void lock(DestinationLock.Held held) {
        lock = held;
    }

    public SourceSnapshot snapshot() {
        return handedOn(snapshot);
    }

    void snapshot(SourceSnapshot opened) {
        snapshot = opened;
    }

    ShadowSchema shadow() {
        return handedOn(shadow);
    }

    void shadow(ShadowSchema created) {
        shadow = created;
    }

    TaskRun work() {
        return handedOn(work);
    }

    Optional<TaskRun> startedWork() {
        return Optional.ofNullable(work);
    }

    void work(TaskRun started) {
        work = started;
    }

    /** Empty where the swap was committed, but its answer was lost. */
    public Optional<SwapReport> swap() {
        return Optional.ofNullable(swap);
    }

    void swap(SwapReport done) {
        swap = done;
    }

    /** Closes whatever the phases opened; may be called twice. */
    public void closeSessions() {
        if (shadow != null) {
            shadow.close();
        }
        if (snapshot != null) {
            snapshot.close();
        }
    }

    /** Lets others migrate into this destination; the last thing a run does. */
    public void letGo() {
        closeSessions();
        if (lock != null) {
            lock.close();
        }
    }

    private static <T> T handedOn(@Nullable T value) {
        if (value == null) {
            throw new NoSuchElementException("an earlier phase has not handed this on");
        }
        return value;
    }
}
