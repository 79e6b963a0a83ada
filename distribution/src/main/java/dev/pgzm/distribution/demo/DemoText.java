package dev.pgzm.distribution.demo;

import dev.pgzm.ports.MigrationReport;
import java.util.List;
import java.util.Locale;

/** What the demo has shown, in words and figures. */
final class DemoText {
    private final MigrationReport report;
    private final LoadReport application;
    private final List<Comparison.Table> tables;
    private final StringBuilder text = new StringBuilder();

    DemoText(MigrationReport report, LoadReport application, List<Comparison.Table> tables) {
        this.report = report;
        this.application = application;
        this.tables = tables;
    }

    String text() {
        line("");
        line("%-14s %14s %14s   %s", "destination", "rows before", "rows after", "source's rows");
        for (Comparison.Table table : tables) {
            line(
                    "%-14s %14s %14s   %s",
                    table.name(), table.before(), table.after(), table.equal() ? "all there" : "DIFFER");
        }
        line("");
        line("migration      %,d rows in %.1f s", report.rows(), report.took().toMillis() / 1e3);
        report.swap()
                .ifPresent(swap -> line(
                        "swap           held writers off for at most %.1f ms",
                        swap.stalled().toNanos() / 1e6));
        line(
                "application    %,d statements meanwhile, %d failed, the longest took %.1f ms",
                application.statements(), application.failures().size(), application.longestNanos() / 1e6);
        application.failures().stream().distinct().limit(5).forEach(failure -> line("               %s", failure));
        line("backup         what was live before is schema %s", report.id().backupSchema());
        line("");
        line("Both servers and their data are removed.");
        return text.toString();
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
