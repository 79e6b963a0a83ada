package dev.pgzm.cli;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.swap.SwapReport;

/** What a finished migration did, for a person. */
final class ReportText {
    private final Plan plan;
    private final MigrationReport report;

    ReportText(Plan plan, MigrationReport report) {
        this.plan = plan;
        this.report = report;
    }

    String text() {
        return """
                Migration %s is complete: schema %s of %s holds the source's.
                  copied   %s tables, %s rows, %s in %s
                  swapped  %s
                  backup   the former schema is %s
                """.formatted(
                report.id(),
                plan.liveSchema(),
                plan.destination().display(),
                Sizes.count(report.tables()),
                Sizes.count(report.rows()),
                Sizes.bytes(report.bytes()),
                Sizes.duration(report.took()),
                report.swap().map(ReportText::swap).orElse("the connection was lost in its commit, which was made"),
                report.id().backupSchema());
    }

    private static String swap(SwapReport swap) {
        return "in attempt " + swap.attempts() + "; writers waited at most " + Sizes.duration(swap.stalled());
    }
}
