package dev.pgzm.cli;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A run's figures in Prometheus' text format, version 0.0.4. */
final class MetricsText {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    MetricsText(Figures figures) {
        this.figures = figures;
    }

    /**
     * All of them.
     *
     * @param exitCode of the command, once it has ended
     */
    String text(OptionalInt exitCode) {
        String migration = figures.id().map(MigrationId::toString).orElse("");
        metric("info", "gauge", "The program and the migration that it runs.");
        sample("info", Map.of("version", Version.text(), "migration", migration), 1);
        statuses();
        single(
                "run_seconds",
                "gauge",
                "Since the command began.",
                figures.elapsed().toMillis() / 1000.0);
        work();
        waits();
        preserved();
        figures.swap().ifPresent(swap -> {
            single("swap_attempts", "gauge", "Attempts that the swap took.", swap.attempts());
            single(
                    "swap_stall_seconds",
                    "gauge",
                    "How long the swap held writers off.",
                    swap.stalled().toNanos() / 1e9);
        });
        exitCode.ifPresent(code -> single("exit_code", "gauge", "How the command ended.", code));
        return text.toString();
    }

    private void statuses() {
        metric("status", "gauge", "Where the migration stands: 1 for one of them.");
        for (MigrationStatus status : MigrationStatus.values()) {
            boolean isIt = figures.status().filter(status::equals).isPresent();
            sample("status", Map.of("status", Words.of(status)), isIt ? 1 : 0);
        }
    }

    private void work() {
        single("planned_tables", "gauge", "Tables of the source.", figures.plannedTables());
        single("planned_bytes", "gauge", "Their size on disk.", figures.plannedBytes());
        single("copied_rows_total", "counter", "Rows that have arrived or are on their way.", figures.rows());
        single("copied_bytes_total", "counter", "Bytes of them, in COPY's format.", figures.bytes());
        metric("tasks", "gauge", "Copies and builds.");
        for (WorkKind kind : WorkKind.values()) {
            long waiting = figures.waiting().entrySet().stream()
                    .filter(each -> each.getKey().kind() == kind)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            long running = figures.running().stream()
                    .filter(each -> each.item().kind() == kind)
                    .count();
            sample("tasks", Map.of("kind", Words.of(kind), "state", "waiting"), waiting);
            sample("tasks", Map.of("kind", Words.of(kind), "state", "running"), running);
            sample(
                    "tasks",
                    Map.of("kind", Words.of(kind), "state", "done"),
                    figures.effort(kind).items());
        }
        new Forecast(figures)
                .remaining()
                .ifPresent(left -> single(
                        "remaining_seconds",
                        "gauge",
                        "An estimate of what copies and builds will take.",
                        left.time().toMillis() / 1000.0));
    }

    private void waits() {
        single("waits_total", "counter", "How often the run had to wait for others and try again.", figures.waits());
        metric("findings_total", "counter", "What was found, by its weight.");
        for (Severity severity : Severity.values()) {
            sample(
                    "findings_total",
                    Map.of("severity", Words.of(severity)),
                    figures.findings().getOrDefault(severity, 0L));
        }
    }

    private void preserved() {
        if (!figures.queues().isEmpty()) {
            metric("queue_keys", "gauge", "Rows still to be brought over to a preserved table's copy.");
            figures.queues().forEach((table, queue) -> sample("queue_keys", Map.of("table", table), queue.keys()));
            metric("queue_age_seconds", "gauge", "How long the first of them has been waiting.");
            figures.queues()
                    .forEach((table, queue) -> sample(
                            "queue_age_seconds",
                            Map.of("table", table),
                            queue.oldest().toMillis() / 1000.0));
        }
    }

    private void single(String name, String type, String help, Number value) {
        metric(name, type, help);
        sample(name, Map.of(), value);
    }

    private void metric(String name, String type, String help) {
        text.append("# HELP pgzm_").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE pgzm_").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, Map<String, String> labels, Number value) {
        text.append("pgzm_").append(name);
        if (!labels.isEmpty()) {
            StringBuilder inside = new StringBuilder();
            new TreeMap<>(labels)
                    .forEach((label, labelled) -> inside.append(inside.isEmpty() ? "" : ",")
                            .append(label)
                            .append("=\"")
                            .append(escaped(labelled))
                            .append('"'));
            text.append('{').append(inside).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(Number value) {
        return value instanceof Double fraction ? String.format(Locale.ROOT, "%.6f", fraction) : value.toString();
    }
}
