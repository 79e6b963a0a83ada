package dev.pgzm.cli;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.swap.SwapReport;

/** What a command did that came to its goal, for a person. */
final class ReportText {
    private final Plan plan;
    private final MigrationReport report;

    ReportText(MigrationReport report) {
        this.plan = report.plan();
        this.report = report;
    }

    String text() {
        return report.reached() == Goal.PREPARED ? prepared() : completed();
    }

    private String prepared() {
        return """
                Migration %s is prepared: schema %s of %s holds the source's %s and waits for its swap.
                %s  next     %s
                """.formatted(
                        report.id(),
                        plan.shadowSchema(),
                        plan.destination().display(),
                        plan.liveSchema(),
                        figures(),
                        NextCommand.swap(plan.destination()));
    }

    private String completed() {
        return """
                Migration %s is complete: schema %s of %s holds the source's.
                %s  swapped  %s
                  backup   the former schema is %s
                """.formatted(
                report.id(),
                plan.liveSchema(),
                plan.destination().display(),
                figures(),
                report.swap().map(ReportText::swap).orElse("the connection was lost in its commit, which was made"),
                report.id().backupSchema());
    }

    private String figures() {
        return "  copied   " + Sizes.rows(report.tables(), report.rows(), report.bytes()) + "\n" + "  took     "
                + Sizes.duration(report.took()) + "\n";
    }

    static String swap(SwapReport swap) {
        return "in attempt " + swap.attempts() + ", after " + Sizes.duration(swap.waited())
                + " of waiting; writers were held off for " + Sizes.duration(swap.stalled());
    }
}
