package dev.pgzm.domain.phase;

import dev.pgzm.domain.preflight.KeptTypes;
import dev.pgzm.domain.preflight.Preflight;
import dev.pgzm.domain.work.ChangedTables;
import dev.pgzm.domain.work.Copies;
import dev.pgzm.domain.work.Creations;
import dev.pgzm.domain.work.Fingerprint;
import dev.pgzm.domain.work.Preserved;
import dev.pgzm.domain.work.RestoreGraph;
import dev.pgzm.domain.work.RestoreWork;
import dev.pgzm.domain.work.TaskGraph;
import dev.pgzm.domain.work.TaskKind;
import dev.pgzm.domain.work.TaskRun;
import dev.pgzm.domain.work.WorkLog;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.restore.ImmutableNewRecord;
import dev.pgzm.ports.restore.NewRecord;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.restore.ShadowSchema;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * RESTORE: creates shadow and copies every row; indexes are begun meanwhile, by the same workers. Goes on with what an
 * earlier process has built, where the source's schema is still the same.
 */
public final class RestoreShadow implements Phase {
    private static final int SHOWN = 5;

    private final ShadowRestore restore;
    private final Preflight preflight;
    private final Executor workers;
    private final InstantSource clock;

    public RestoreShadow(ShadowRestore restore, Preflight preflight, Executor workers, InstantSource clock) {
        this.restore = restore;
        this.preflight = preflight;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void run(Run run) {
        SourceSnapshot snapshot = run.snapshot();
        SourceContents contents = snapshot.contents();
        Optional<MigrationRecord> earlier = run.record().filter(record -> canGoOn(run, record));
        ShadowSchema shadow = earlier.isPresent() ? reopen(run) : create(run);
        run.shadow(shadow);
        SourceContents rest = Preserved.of(contents, run.plan().preservation()).rest();
        Creations creations =
                earlier.isPresent() ? Creations.none() : Creations.of(rest, Copies.besides(List.of(), run.plan()));
        shadow.applyInOrder(creations.without(contents.script().section(Section.PRE_DATA)));
        RestoreWork tasks =
                new RestoreWork(snapshot, shadow, new WorkLog(run.progress(), run.totals(), clock), run.plan());
        TaskGraph graph = RestoreGraph.of(copies(run, earlier), creations, rest, tasks);
        TaskRun work = new TaskRun(graph, tasks::cancel);
        run.work(work);
        run.progress().scheduled(graph.items());
        work.startOn(workers, run.plan().jobs());
        work.await(TaskKind.COPY);
        shadow.rowsAreComplete();
        run.figure("tables", contents.tables().size());
        run.figure("rows", run.totals().rows());
        run.figure("bytes", run.totals().bytes());
    }

    private static boolean canGoOn(Run run, MigrationRecord record) {
        if (record.emptiedByCrash()) {
            return beginsAnew(run, "the destination has crashed, which emptied its unlogged tables");
        }
        if (!record.lineage().equals(run.preview().source().database().lineage())) {
            return beginsAnew(run, "the source is not the same server any more, or was restored or failed over");
        }
        if (!record.fingerprint().equals(Fingerprint.of(run.snapshot().contents()))) {
            return beginsAnew(run, "the source's schema has changed, or another pg_dump reads it");
        }
        if (!KeptTypes.altered(record.keptTypes(), run.preview().destination()).isEmpty()) {
            return beginsAnew(run, "types of the live schema that it uses were altered");
        }
        if (!KeptTypes.disowned(record.keptTypes(), run.preview().destination()).isEmpty()) {
            return beginsAnew(
                    run, "types of the live schema that it uses do not belong to the connected role any more");
        }
        return true;
    }

    private static boolean beginsAnew(Run run, String why) {
        run.progress().found(new Finding(Severity.WARNING, "the shadow schema is built anew", why, ""));
        return false;
    }

    private ShadowSchema reopen(Run run) {
        return restore.reopen(
                run.plan(), run.snapshot().contents(), run.preview().extensions());
    }

    private ShadowSchema create(Run run) {
        if (!restore.dropLeftover(run.plan()).isEmpty()) {
            // extensions may have gone with it
            run.preview(preflight.examine(run.plan()));
        }
        SourceContents contents = run.snapshot().contents();
        NewRecord record = ImmutableNewRecord.builder()
                .id(run.id())
                .goal(run.goal())
                .lineage(run.preview().source().database().lineage())
                .fingerprint(Fingerprint.of(contents))
                .keptTypes(KeptTypes.of(
                        run.plan().ownership(),
                        contents.types(),
                        run.preview().destination().types()))
                .build();
        return restore.create(run.plan(), record, contents, run.preview().extensions());
    }

    /** What was copied must be of the same instant as what will be; unless nothing is left to copy. */
    private Copies copies(Run run, Optional<MigrationRecord> earlier) {
        ShadowSchema shadow = run.shadow();
        if (earlier.isEmpty()) {
            return Copies.besides(List.of(), run.plan());
        }
        if (earlier.get().rowsComplete()) {
            return Copies.complete(shadow.copied(), run.plan());
        }
        List<SourceTable> changed = new ChangedTables(
                        run.snapshot(), earlier.get().snapshot())
                .among(shadow.copied(), workers, run.plan().jobs());
        if (!changed.isEmpty()) {
            run.progress().found(changedSince(changed));
            shadow.empty(changed);
        }
        shadow.rowsAreOf(run.snapshot().contents());
        return Copies.besides(shadow.copied(), run.plan());
    }

    private static Finding changedSince(List<SourceTable> changed) {
        String names = changed.stream()
                .limit(SHOWN)
                .map(table -> table.name().toString())
                .collect(Collectors.joining(", "));
        return new Finding(
                Severity.WARNING,
                "the source has changed since the first copies: " + names
                        + (changed.size() > SHOWN ? " and " + (changed.size() - SHOWN) + " more" : ""),
                "they are copied again, so that all rows are of one instant",
                "");
    }

    @Override
    public void undo(Run run) {
        run.startedWork().ifPresent(TaskRun::stop);
        run.closeSessions();
        run.removed().addAll(restore.drop(run.plan(), run.id()));
    }
}
