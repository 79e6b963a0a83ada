package dev.pgzm.domain.phase;

import dev.pgzm.ports.restore.ShadowSchema;

/** INDEX: waits for indexes, keys, statistics and views, and makes shadow fit to go live. Undone with RESTORE. */
public final class IndexShadow implements Phase {
    @Override
    public void run(Run run) {
        run.work().awaitAll();
        ShadowSchema shadow = run.shadow();
        shadow.setSequences();
        shadow.finish();
        run.figure("objects", run.totals().objects());
    }
}
