package dev.pgzm.domain.phase;

import dev.pgzm.domain.work.RestoreGraph;
import dev.pgzm.domain.work.RestoreWork;
import dev.pgzm.domain.work.TaskGraph;
import dev.pgzm.domain.work.TaskKind;
import dev.pgzm.domain.work.TaskRun;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.restore.ShadowSchema;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** RESTORE: creates shadow and copies every row; indexes are begun meanwhile, by the same workers. */
public final class RestoreShadow implements Phase {
    private final ShadowRestore restore;
    private final Executor workers;
    private final InstantSource clock;

    public RestoreShadow(ShadowRestore restore, Executor workers, InstantSource clock) {
        this.restore = restore;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void run(Run run) {
        SourceSnapshot snapshot = run.snapshot();
        SourceContents contents = snapshot.contents();
        ShadowSchema shadow =
                restore.create(run.plan(), run.id(), contents, run.preview().extensions());
        run.shadow(shadow);
        shadow.applyInOrder(contents.script().section(Section.PRE_DATA));
        TaskGraph graph = RestoreGraph.of(
                run.plan(), contents, new RestoreWork(snapshot, shadow, run.progress(), run.totals(), clock));
        TaskRun work = new TaskRun(graph, () -> {
            snapshot.cancel();
            shadow.cancel();
        });
        run.work(work);
        work.startOn(workers, run.plan().jobs());
        work.await(TaskKind.COPY);
    }

    @Override
    public void undo(Run run) {
        run.startedWork().ifPresent(TaskRun::stop);
        run.closeSessions();
        restore.drop(run.plan());
    }
}
