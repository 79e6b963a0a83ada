package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the tables whose copied rows are not those of a later snapshot, by reading them there. */
public final class ChangedTables {
    private final SourceSnapshot snapshot;
    private final String earlier;
    private final Set<SourceTable> changed = Collections.synchronizedSet(new LinkedHashSet<>());

    /**
     * Compares with an earlier snapshot.
     *
     * @param earlier the snapshot that the copied rows are of
     */
    public ChangedTables(SourceSnapshot snapshot, String earlier) {
        this.snapshot = snapshot;
        this.earlier = earlier;
    }

    /** The changed ones of the tables that parts were copied of; reads as many at once as there are workers. */
    public List<SourceTable> among(List<CopiedPart> copied, Executor executor, int workers) {
        SourceContents contents = snapshot.contents();
        if (contents.snapshot().equals(earlier)) {
            return List.of();
        }
        Map<Long, SourceTable> tables =
                contents.tables().stream().collect(Collectors.toMap(SourceTable::oid, Function.identity()));
        List<Task> tasks = new ArrayList<>();
        for (CopiedPart part : copied) {
            SourceTable table = tables.get(part.oid());
            if (table != null) {
                tasks.add(
                        new Task(TaskKind.COPY, "compare " + table.name(), table.bytes(), () -> compare(table, part)));
            }
        }
        TaskRun run = new TaskRun(new TaskGraph(tasks, workers), snapshot::cancel);
        run.startOn(executor, workers);
        run.awaitAll();
        return List.copyOf(changed);
    }

    private void compare(SourceTable table, CopiedPart part) {
        boolean same = table.splittable()
                && part.filenode() == table.filenode()
                && (changed.contains(table) || snapshot.isUnchanged(table, part, earlier));
        if (!same) {
            changed.add(table);
        }
    }
}
