package dev.pgzm.domain.preflight;

import dev.pgzm.ports.plan.OrphanPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.sync.Orphans;
import java.util.List;
import java.util.stream.Stream;

/** No row points at nothing after the swap, unless that is accepted. */
public final class OrphanRule {
    private OrphanRule() {}

    /** For a swap: an error where it is to be refused. */
    static Stream<Finding> beforeSwap(Plan plan, List<Orphans> orphans) {
        return orphans.stream().map(each -> finding(plan, each, Severity.ERROR));
    }

    /** They may come and go until the swap: what is prepared stays. */
    public static List<Finding> afterPrepare(Plan plan, List<Orphans> orphans) {
        return orphans.stream()
                .map(each -> finding(plan, each, Severity.WARNING))
                .toList();
    }

    private static Finding finding(Plan plan, Orphans orphans, Severity severity) {
        String what = orphans.rows() + (orphans.rows() == 1 ? " row breaks " : " rows break ") + orphans.key();
        return plan.preservation().orphans() == OrphanPolicy.KEEP
                ? new Finding(Severity.WARNING, what, "the key stays NOT VALID: it holds for new rows only", "")
                : new Finding(
                        severity,
                        what,
                        "they point at rows that the preserved tables do not have, or the new schema does not",
                        "Add the rows that are missing, or prepare again with --orphans keep, which leaves the key NOT VALID.");
    }
}
