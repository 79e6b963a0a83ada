package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.restore.LoadedRows;
import dev.pgzm.ports.restore.ShadowSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** What the tasks of the restore graph do: calls of the ports, each told to the progress. */
public final class RestoreWork {
    private final SourceSnapshot snapshot;
    private final ShadowSchema shadow;
    private final Progress progress;
    private final Totals totals;
    private final InstantSource clock;

    public RestoreWork(
            SourceSnapshot snapshot, ShadowSchema shadow, Progress progress, Totals totals, InstantSource clock) {
        this.snapshot = snapshot;
        this.shadow = shadow;
        this.progress = progress;
        this.totals = totals;
        this.clock = clock;
    }

    void copy(WorkItem item, SourceTable table, Part part) {
        tell(Effort.COPY, new Activity(item), activity -> {
            try (PartRows rows = new MeteredRows(snapshot.read(table, part), activity)) {
                LoadedRows loaded = shadow.load(table, part, rows);
                totals.add(loaded.rows(), loaded.bytes());
                activity.settle(loaded.rows(), loaded.bytes());
            }
        });
    }

    void closeSnapshot() {
        snapshot.close();
    }

    void build(WorkItem item, ScriptEntry entry) {
        build(Effort.of(entry.kind()), new Activity(item, () -> shadow.building(entry)), () -> shadow.apply(entry));
    }

    void buildInOrder(WorkItem item, List<ScriptEntry> entries) {
        build(Effort.OTHER, new Activity(item), () -> shadow.applyInOrder(entries));
    }

    void analyze(WorkItem item, RelationName relation) {
        build(Effort.STATISTICS, new Activity(item), () -> shadow.analyze(relation));
    }

    void refresh(WorkItem item, RelationName view) {
        build(Effort.OTHER, new Activity(item), () -> shadow.refresh(view));
    }

    private void build(Effort effort, Activity activity, Runnable work) {
        tell(effort, activity, told -> work.run());
        totals.built();
    }

    private void tell(Effort effort, Activity activity, Consumer<Activity> work) {
        Instant begun = clock.instant();
        progress.began(activity);
        work.accept(activity);
        Duration took = Duration.between(begun, clock.instant());
        totals.spent(effort, took);
        progress.ended(activity, took);
    }
}
