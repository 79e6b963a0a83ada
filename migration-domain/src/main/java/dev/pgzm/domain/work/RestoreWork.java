package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.restore.BuildMeans;
import dev.pgzm.ports.restore.LoadSteps;
import dev.pgzm.ports.restore.LoadedRows;
import dev.pgzm.ports.restore.ShadowSchema;
import java.util.List;

/** What the tasks of the restore graph do: calls of the ports, each told to the progress. */
public final class RestoreWork {
    private final SourceSnapshot snapshot;
    private final ShadowSchema shadow;
    private final WorkLog log;
    private final BuildBudget budget;
    private final Throttle throttle;

    public RestoreWork(SourceSnapshot snapshot, ShadowSchema shadow, WorkLog log, Plan plan) {
        this.snapshot = snapshot;
        this.shadow = shadow;
        this.log = log;
        this.budget = new BuildBudget(plan);
        this.throttle = new Throttle(
                Brake.of(plan),
                new PauseGate(plan.protection(), shadow::strains, log.progress(), PauseGate.Times.USUAL));
    }

    void copy(WorkItem item, SourceTable table, Part part, LoadSteps steps) {
        throttle.begin();
        log.tell(Effort.COPY, new Activity(item), activity -> {
            try (PartRows rows = new MeteredRows(snapshot.read(table, part), activity, throttle)) {
                LoadedRows loaded = shadow.load(table, part, rows, steps);
                log.totals().add(loaded.rows(), loaded.bytes());
                activity.settle(loaded.rows(), loaded.bytes());
                steps.completion().ifPresent(entries -> log.totals().built(entries.size() + 1));
            }
        });
    }

    /** Ends what is under way in both databases, and every wait. */
    public void cancel() {
        throttle.release();
        snapshot.cancel();
        shadow.cancel();
    }

    void closeSnapshot() {
        snapshot.close();
    }

    /** A build with that need will be asked for. */
    void expect(BuildNeed need) {
        budget.expect(need);
    }

    void build(WorkItem item, ScriptEntry entry, BuildNeed need, int idle) {
        build(Effort.of(entry.kind()), new Activity(item, () -> shadow.building(entry)), () -> {
            BuildMeans means = budget.begin(need, idle);
            try {
                shadow.apply(entry, means);
            } finally {
                budget.end(means);
            }
        });
    }

    void addUnvalidated(ScriptEntry foreignKey) {
        throttle.begin();
        shadow.addUnvalidated(foreignKey);
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
        throttle.begin();
        log.tell(effort, activity, told -> work.run());
        log.totals().built(1);
    }
}
