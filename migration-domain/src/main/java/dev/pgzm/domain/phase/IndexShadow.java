package dev.pgzm.domain.phase;

import dev.pgzm.domain.work.Effort;
import dev.pgzm.domain.work.Totals;
import dev.pgzm.ports.restore.ShadowSchema;

/** INDEX: waits for indexes, keys, statistics and views, and makes shadow fit to go live. Undone with RESTORE. */
public final class IndexShadow implements Phase {
    @Override
    public void run(Run run) {
        run.work().awaitAll();
        ShadowSchema shadow = run.shadow();
        shadow.setSequences();
        shadow.finish();
        Totals totals = run.totals();
        run.figure("objects", totals.objects());
        run.figure("copyWorkMillis", totals.spent(Effort.COPY).toMillis());
        run.figure("indexWorkMillis", totals.spent(Effort.INDEX).toMillis());
        run.figure("foreignKeyWorkMillis", totals.spent(Effort.FOREIGN_KEY).toMillis());
        run.figure("statisticsWorkMillis", totals.spent(Effort.STATISTICS).toMillis());
        run.figure("otherWorkMillis", totals.spent(Effort.OTHER).toMillis());
    }
}
