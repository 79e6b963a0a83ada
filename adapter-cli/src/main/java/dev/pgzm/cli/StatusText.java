package dev.pgzm.cli;

import dev.pgzm.ports.Standing;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.Step;
import dev.pgzm.ports.sync.PreservedStanding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A status, for a person. */
final class StatusText {
    private final Situation situation;
    private final Optional<PreservedCheck> check;
    private final StringBuilder text = new StringBuilder();

    StatusText(Situation situation, Optional<PreservedCheck> check) {
        this.situation = situation;
        this.check = check;
    }

    String text() {
        text.append(StandingText.of(situation)).append('\n');
        if (!situation.is(Standing.NONE)) {
            facts();
            situation.report().state().map(MigrationState::steps).ifPresent(this::steps);
            preserved(situation.report().preserved());
            swap();
        }
        check.map(PreservedCheck::text).ifPresent(text::append);
        situation
                .report()
                .nextCommand()
                .ifPresent(command -> text.append("Next: ").append(command).append('\n'));
        return text.toString();
    }

    private void facts() {
        situation.source().ifPresent(source -> fact("source", source));
        fact("destination", situation.destination().display());
        situation.liveSchema().ifPresent(schema -> fact("live schema", schema));
        situation.shadowSchema().ifPresent(schema -> fact("shadow", schema));
        fact("runner", situation.report().runner().orElse("nobody"));
        situation.created().ifPresent(created -> fact("begun", time(created)));
        situation.report().record().ifPresent(this::copied);
        situation.report().state().flatMap(MigrationState::failure).ifPresent(failure -> fact("failure", failure));
    }

    private void copied(MigrationRecord record) {
        fact(
                "copied",
                record.rowsComplete()
                        ? Sizes.rows(record.tables(), record.rows(), record.bytes())
                        : Sizes.count(record.rows()) + " rows, " + Sizes.bytes(record.bytes()) + " so far, of "
                                + Sizes.count(record.tables()) + " tables");
        record.prepared().ifPresent(prepared -> fact("prepared", time(prepared)));
        if (record.emptiedByCrash()) {
            fact("crash", "the destination crashed since, and lost the rows of the shadow schema");
        }
    }

    private void steps(List<Step> steps) {
        text.append(steps.isEmpty() ? "" : "Steps:\n");
        for (int i = 0; i < steps.size(); i++) {
            boolean lasts = situation.isRunning() && i == steps.size() - 1;
            step(steps.get(i), lasts ? "lasts" : "not ended");
        }
    }

    private void step(Step step, String withoutEnd) {
        line(
                "  %-20s  %-14s  %10s  %s",
                step.began().map(StatusText::time).orElse(""),
                step.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                step.took().map(Sizes::duration).orElse(withoutEnd),
                new TreeMap<>(step.figures())
                        .entrySet().stream()
                                .map(each -> each.getKey() + " " + Sizes.count(each.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private void preserved(List<PreservedStanding> tables) {
        text.append(tables.isEmpty() ? "" : "Preserved tables:\n");
        for (PreservedStanding table : tables) {
            line(
                    "  %-24s  %s, about %s rows, %s queued%s%s",
                    table.relname(),
                    table.inStep() ? "in step" : "being copied",
                    Sizes.count(table.rows()),
                    Sizes.count(table.queued()),
                    table.age().map(age -> " for " + Sizes.duration(age)).orElse(""),
                    table.lastError()
                            .map(error -> ", " + Sizes.count(table.errors()) + " after errors, the last: " + error)
                            .orElse(""));
        }
    }

    private void swap() {
        List<Finding> obstacles = situation.report().obstacles();
        if (situation.isSwapPossible()) {
            text.append("A swap would succeed now.").append(obstacles.isEmpty() ? "\n" : " To know before:\n");
        } else if (situation.is(Standing.PREPARED)) {
            text.append("A swap would not succeed now")
                    .append(situation.isRunning() ? ", since somebody works on the migration" : "")
                    .append(obstacles.isEmpty() ? ".\n" : ":\n");
        } else if (situation.is(Standing.UNFINISHED)) {
            text.append("A swap would not succeed now, since nothing is prepared")
                    .append(obstacles.isEmpty() ? ".\n" : ":\n");
        }
        obstacles.stream().map(FindingText::of).forEach(text::append);
    }

    private void fact(String name, String value) {
        line("  %-12s %s", name, value);
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
