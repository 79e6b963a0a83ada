package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.Plan;

/** What a command did that came to its goal, for a program. */
final class ReportDocument {
    private ReportDocument() {}

    static ObjectNode of(MigrationReport report) {
        Plan plan = report.plan();
        boolean completed = report.reached() == Goal.COMPLETED;
        ObjectNode document = Result.document(Words.of(report.reached()))
                .put("migration", report.id().epochMillis())
                .put("source", plan.source().uri())
                .put("destination", plan.destination().uri())
                .put("liveSchema", plan.liveSchema())
                .put("shadowSchema", plan.shadowSchema())
                .put("backupSchema", completed ? report.id().backupSchema() : null)
                .put("tables", report.tables())
                .put("rows", report.rows())
                .put("bytes", report.bytes())
                .put("tookMillis", report.took().toMillis());
        report.swap()
                .ifPresentOrElse(
                        swap -> document.putObject("swap")
                                .put("attempts", swap.attempts())
                                .put("waitedMillis", swap.waited().toMillis())
                                .put("stalledMicros", swap.stalled().toNanos() / 1000),
                        () -> document.putNull("swap"));
        return document.put("nextCommand", completed ? null : NextCommand.swap(plan.destination()));
    }
}
