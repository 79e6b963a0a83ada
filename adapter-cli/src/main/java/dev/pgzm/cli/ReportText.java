package dev.pgzm.cli;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.plan.Plan;

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
                  swapped  in attempt %d; writers waited at most %s
                  backup   the former schema is %s
                """.formatted(
                        report.id(),
                        plan.liveSchema(),
                        plan.destination().display(),
                        Sizes.count(report.tables()),
                        Sizes.count(report.rows()),
                        Sizes.bytes(report.bytes()),
                        Sizes.duration(report.took()),
                        report.swap().attempts(),
                        Sizes.duration(report.swap().stalled()),
                        report.id().backupSchema());
    }
}
