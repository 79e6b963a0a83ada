package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.restore.LoadedRows;
import dev.pgzm.ports.restore.ShadowSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

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

    void copy(SourceTable table, Part part) {
        try (PartRows rows = snapshot.read(table, part)) {
            LoadedRows loaded = shadow.load(table, part, rows);
            totals.add(loaded.rows(), loaded.bytes());
            progress.copied(table.name().toString(), loaded.rows(), loaded.bytes());
        }
    }

    void closeSnapshot() {
        snapshot.close();
    }

    void build(ScriptEntry entry) {
        timed(entry.label(), () -> shadow.apply(entry));
    }

    void buildInOrder(String label, List<ScriptEntry> entries) {
        timed(label, () -> shadow.applyInOrder(entries));
    }

    void analyze(RelationName relation) {
        timed("statistics of " + relation, () -> shadow.analyze(relation));
    }

    void refresh(RelationName view) {
        timed("materialized view " + view, () -> shadow.refresh(view));
    }

    private void timed(String object, Runnable work) {
        Instant begun = clock.instant();
        work.run();
        totals.built();
        progress.built(object, Duration.between(begun, clock.instant()));
    }
}
