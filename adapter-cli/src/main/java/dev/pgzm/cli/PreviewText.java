package dev.pgzm.cli;

import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.LiveTable;
import dev.pgzm.ports.catalog.NewExtension;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.plan.TablePattern;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The written-out plan, for a person. */
final class PreviewText {
    private final Plan plan;
    private final Preview preview;
    private final StringBuilder text = new StringBuilder();

    PreviewText(Plan plan, Preview preview) {
        this.plan = plan;
        this.preview = preview;
    }

    String text() {
        line(
                "Plan: replace schema %s of %s",
                plan.liveSchema(), plan.destination().display());
        line("      by that of %s", source());
        line("  jobs          %d", plan.jobs());
        if (!plan.restoresEarlierArchive()) {
            line("  source        %s", locking());
        }
        plan.archive()
                .filter(archive -> !plan.restoresEarlierArchive())
                .ifPresent(archive -> line("  archive       in %s", archive.directory()));
        strategy();
        tables("Tables that are copied from the source", preview.source().tables());
        tables("Tables that leave the live schema", preview.destination().tables());
        preserved();
        extensions();
        types();
        dependents();
        findings();
        line("");
        return text + DryRunOption.ENDING;
    }

    private String source() {
        return plan.archive()
                .filter(archive -> plan.restoresEarlierArchive())
                .map(archive -> "the archive " + archive.directory())
                .orElseGet(() -> plan.source().display());
    }

    private String locking() {
        return plan.sourceLocking() == SourceLocking.FREEZE_WRITERS
                ? "writers wait while rows are read (SHARE)"
                : "read only (ACCESS SHARE)";
    }

    private void strategy() {
        if (preview.strategy().strategy() == SwapStrategy.MOVE) {
            line(
                    "  strategy      move (%s stays; what it holds changes places with what %s holds)",
                    plan.liveSchema(), plan.shadowSchema());
        } else {
            line(
                    "  strategy      rename (%s becomes backup_<id>, %s becomes %s)",
                    plan.liveSchema(), plan.shadowSchema(), plan.liveSchema());
        }
        line("                %s", preview.strategy().reason());
    }

    private void tables(String title, List<LiveTable> tables) {
        long bytes = tables.stream().mapToLong(LiveTable::bytes).sum();
        line("");
        line("%s: %s, %s", title, Sizes.count(tables.size()), Sizes.bytes(bytes));
        for (LiveTable table : tables) {
            line(
                    "  %-40s %10s  about %s rows",
                    table.name(), Sizes.bytes(table.bytes()), Sizes.count(table.estimatedRows()));
        }
    }

    private void preserved() {
        if (plan.preservation().isAsked()) {
            line("");
            line(
                    "Tables that keep the destination's rows: %s",
                    plan.preservation().tables().stream()
                            .map(TablePattern::text)
                            .collect(Collectors.joining(", ")));
            line("  rows that would break a foreign key are counted at the end of prepare");
        }
    }

    private void extensions() {
        line("");
        List<NewExtension> created = preview.extensions().toCreate();
        line(
                "Extensions to create: %s",
                created.isEmpty()
                        ? "none"
                        : String.join(
                                ", ",
                                created.stream().map(NewExtension::extname).toList()));
        List<String> carried = preview.extensionsToCarry();
        line("Extensions that stay in the live schema: %s", carried.isEmpty() ? "none" : String.join(", ", carried));
    }

    private void types() {
        List<String> kept = preview.keptTypes();
        line("Types that keep their identity: %s", kept.isEmpty() ? "none" : String.join(", ", kept));
    }

    private void dependents() {
        List<ExternalDependent> dependents = preview.destination().externalDependents();
        line("");
        line("What hangs on the live schema from outside: %s", dependents.isEmpty() ? "nothing" : "");
        Inventory incoming = new Inventory(preview.source().objects());
        for (ExternalDependent dependent : dependents) {
            line("  %s, on %s", dependent.what(), dependent.on());
            dependent
                    .obstacle(incoming)
                    .ifPresentOrElse(why -> line("      stays on the backup: %s", why), () -> repointing(dependent));
        }
    }

    private void repointing(ExternalDependent dependent) {
        dependent.statements().forEach(statement -> statement(statement, "in the swap"));
        dependent.validation().ifPresent(statement -> statement(statement, "after the swap"));
    }

    private void statement(String statement, String when) {
        line("      %s:", when);
        statement.lines().forEach(each -> line("        %s", each));
    }

    private void findings() {
        line("");
        line(preview.findings().isEmpty() ? "Preflight finds nothing to tell." : "Preflight finds:");
        preview.findings().stream().map(FindingText::of).forEach(text::append);
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }
}
