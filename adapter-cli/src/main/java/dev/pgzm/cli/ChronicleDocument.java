package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.TableCopy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.state.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** A chronicle, for a program: every member is always there, and null where nothing is known. */
final class ChronicleDocument {
    private final Chronicle chronicle;

    ChronicleDocument(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    ObjectNode document() {
        Plan plan = chronicle.plan();
        ObjectNode document = Result.document("report")
                .put("migration", chronicle.id().epochMillis())
                .put("source", plan.source().uri())
                .put("destination", plan.destination().uri())
                .put("liveSchema", plan.liveSchema())
                .put("shadowSchema", plan.shadowSchema());
        ArrayNode runs = document.putArray("runs");
        chronicle.chapters().forEach(chapter -> run(chapter, runs.addObject()));
        return document;
    }

    private static void run(Chapter chapter, ObjectNode run) {
        run.put("command", Words.of(chapter.undertaking()))
                .put("began", chapter.began().toString())
                .put("tookMillis", chapter.took().toMillis())
                .put("status", Words.of(chapter.status()))
                .put("ended", chapter.ended());
        chapter.problem()
                .ifPresentOrElse(problem -> run.set("error", ProblemDocument.of(problem)), () -> run.putNull("error"));
        ObjectNode environment = run.putObject("environment");
        new TreeMap<>(chapter.environment()).forEach(environment::put);
        steps(chapter, run.putArray("steps"));
        run.set("findings", FindingDocument.of(chapter.findings()));
        run.put("moreFindings", chapter.moreFindings());
        ArrayNode waits = run.putArray("waits");
        chapter.waits()
                .forEach(wait ->
                        waits.addObject().put("at", wait.at().toString()).put("for", wait.what()));
        run.put("moreWaits", chapter.moreWaits())
                .put("plannedTables", chapter.plannedTables())
                .put("plannedBytes", chapter.plannedBytes());
        ArrayNode work = run.putArray("work");
        chapter.spans()
                .forEach(span -> work.addObject()
                        .put("worker", span.worker())
                        .put("kind", Words.of(span.kind()))
                        .put("object", span.tasks() == 1 ? span.object() : null)
                        .put("tasks", span.tasks())
                        .put("sinceMicros", micros(span.since()))
                        .put("tookMicros", micros(span.took()))
                        .put("finished", span.finished()));
        ArrayNode tables = run.putArray("tables");
        chapter.tables().forEach(table -> table(table, tables.addObject()).put("name", table.name()));
        run.put("moreTables", chapter.moreTables());
        chapter.rest().ifPresentOrElse(rest -> table(rest, run.putObject("rest")), () -> run.putNull("rest"));
    }

    private static void steps(Chapter chapter, ArrayNode array) {
        for (Step step : chapter.steps()) {
            ObjectNode each = array.addObject()
                    .put("status", Words.of(step.status()))
                    .put("began", step.began().map(Instant::toString).orElse(null))
                    .put("tookMillis", step.took().map(Duration::toMillis).orElse(null));
            ObjectNode figures = each.putObject("figures");
            new TreeMap<>(step.figures()).forEach(figures::put);
        }
    }

    private static ObjectNode table(TableCopy table, ObjectNode node) {
        return node.put("kind", Words.of(table.kind()))
                .put("size", table.size())
                .put("rows", table.rows())
                .put("bytes", table.bytes())
                .put("tookMillis", table.took().toMillis());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
