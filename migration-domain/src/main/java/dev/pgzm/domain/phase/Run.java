package dev.pgzm.domain.phase;

import dev.pgzm.domain.chronicle.Account;
import dev.pgzm.domain.work.TaskRun;
import dev.pgzm.domain.work.Totals;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.restore.ShadowSchema;
import dev.pgzm.ports.swap.SwapReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the phases of one run hand on to each other; used by the thread that runs the phases. */
public final class Run {
    private Plan plan;
    private final MigrationId id;
    private final Goal goal;
    private final Account account;
    private final Totals totals = new Totals();
    private final Map<String, Long> figures = new TreeMap<>();
    private final List<String> removed = new ArrayList<>();
    private @Nullable MigrationRecord record;
    private @Nullable Preview preview;
    private @Nullable SourceSnapshot snapshot;
    private @Nullable ShadowSchema shadow;
    private @Nullable TaskRun work;
    private @Nullable SwapReport swap;

    public Run(Plan plan, MigrationId id, Goal goal, Account account) {
        this.plan = plan;
        this.id = id;
        this.goal = goal;
        this.account = account;
    }

    public Plan plan() {
        return plan;
    }

    /** What was written in patterns is known by its names from now on. */
    void plan(Plan resolved) {
        plan = resolved;
    }

    public MigrationId id() {
        return id;
    }

    public Goal goal() {
        return goal;
    }

    public Progress progress() {
        return account;
    }

    /** What the progress has been told. */
    public Account account() {
        return account;
    }

    public Totals totals() {
        return totals;
    }

    /** What the destination holds of this migration: from an earlier process, or since shadow is complete. */
    public Optional<MigrationRecord> record() {
        return Optional.ofNullable(record);
    }

    public void record(MigrationRecord found) {
        record = found;
    }

    /** Notes what the current step did, for the state document. */
    void figure(String name, long value) {
        figures.put(name, value);
    }

    /** The figures of the step that ends now; the next begins without. */
    public Map<String, Long> takeFigures() {
        Map<String, Long> taken = Map.copyOf(figures);
        figures.clear();
        return taken;
    }

    /** What was removed from the destination in undoing, in words. */
    public List<String> removed() {
        return removed;
    }

    Preview preview() {
        return handedOn(preview);
    }

    /** What preflight has said, if it was asked by now. */
    public Optional<Preview> examined() {
        return Optional.ofNullable(preview);
    }

    void preview(Preview written) {
        preview = written;
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

    private static <T> T handedOn(@Nullable T value) {
        if (value == null) {
            throw new NoSuchElementException("an earlier phase has not handed this on");
        }
        return value;
    }
}
