package dev.pgzm.domain.phase;

import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceDump;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;

/** DUMP: opens the snapshot, or the archive, and reads the schema script in it. */
public final class DumpSource implements Phase {
    private final SourceDump dump;

    public DumpSource(SourceDump dump) {
        this.dump = dump;
    }

    @Override
    public void run(Run run) {
        SourceSnapshot snapshot = dump.open(run.plan(), run.progress());
        run.snapshot(snapshot);
        SourceContents contents = snapshot.contents();
        long bytes = contents.tables().stream().mapToLong(SourceTable::bytes).sum();
        run.progress().planned(contents.tables().size(), bytes);
        run.figure("tables", contents.tables().size());
        run.figure("bytes", bytes);
    }

    @Override
    public void undo(Run run) {
        run.closeSessions();
        dump.discard(run.plan()).ifPresent(run.removed()::add);
    }
}
