package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.ImmutableChapter;
import dev.pgzm.ports.chronicle.Span;
import dev.pgzm.ports.chronicle.TableCopy;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.chronicle.Wait;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.util.Map;
import java.util.TreeMap;

/** A chapter as an object in a chronicle's document. */
final class ChapterDocument {
    private ChapterDocument() {}

    static void write(Chapter chapter, ObjectNode target) {
        target.put("undertaking", chapter.undertaking().name());
        target.put("began", chapter.began().toString());
        target.put("took", chapter.took().toString());
        target.put("status", chapter.status().name());
        target.put("ended", chapter.ended());
        chapter.problem().ifPresent(problem -> write(problem, target.putObject("problem")));
        ObjectNode environment = target.putObject("environment");
        new TreeMap<>(chapter.environment()).forEach(environment::put);
        ArrayNode steps = target.putArray("steps");
        chapter.steps().forEach(step -> StepDocument.write(step, steps.addObject()));
        ArrayNode findings = target.putArray("findings");
        chapter.findings()
                .forEach(finding -> findings.addObject()
                        .put("severity", finding.severity().name())
                        .put("what", finding.what())
                        .put("why", finding.why())
                        .put("remedy", finding.remedy()));
        target.put("moreFindings", chapter.moreFindings());
        ArrayNode waits = target.putArray("waits");
        chapter.waits()
                .forEach(wait ->
                        waits.addObject().put("at", wait.at().toString()).put("what", wait.what()));
        target.put("moreWaits", chapter.moreWaits());
        target.put("plannedTables", chapter.plannedTables());
        target.put("plannedBytes", chapter.plannedBytes());
        ArrayNode spans = target.putArray("spans");
        chapter.spans().forEach(span -> write(span, spans.addObject()));
        ArrayNode tables = target.putArray("tables");
        chapter.tables().forEach(table -> write(table, tables.addObject()));
        target.put("moreTables", chapter.moreTables());
        chapter.rest().ifPresent(rest -> write(rest, target.putObject("rest")));
    }

    private static void write(Problem problem, ObjectNode target) {
        target.put("code", problem.code().name());
        target.put("message", problem.message());
        problem.detail().ifPresent(detail -> target.put("detail", detail));
        problem.hint().ifPresent(hint -> target.put("hint", hint));
        problem.outcome().ifPresent(outcome -> target.put("outcome", outcome));
    }

    private static void write(Span span, ObjectNode target) {
        target.put("worker", span.worker())
                .put("kind", span.kind().name())
                .put("object", span.object())
                .put("tasks", span.tasks())
                .put("since", span.since().toString())
                .put("took", span.took().toString())
                .put("finished", span.finished());
    }

    private static void write(TableCopy table, ObjectNode target) {
        target.put("name", table.name())
                .put("kind", table.kind().name())
                .put("size", table.size())
                .put("rows", table.rows())
                .put("bytes", table.bytes())
                .put("took", table.took().toString());
    }

    static Chapter read(Members chapter) {
        Members environment = chapter.members("environment");
        Map<String, String> facts = environment.all(environment::text);
        return ImmutableChapter.builder()
                .undertaking(chapter.choice("undertaking", Undertaking.class))
                .began(chapter.instant("began"))
                .took(chapter.duration("took"))
                .status(chapter.choice("status", MigrationStatus.class))
                .ended(chapter.flag("ended"))
                .problem(chapter.optional("problem", name -> problem(chapter.members(name))))
                .environment(facts)
                .steps(chapter.list("steps").map(StepDocument::read).toList())
                .findings(chapter.list("findings").map(ChapterDocument::finding).toList())
                .moreFindings(chapter.integer("moreFindings"))
                .waits(chapter.list("waits")
                        .map(wait -> new Wait(wait.instant("at"), wait.text("what")))
                        .toList())
                .moreWaits(chapter.integer("moreWaits"))
                .plannedTables(chapter.integer("plannedTables"))
                .plannedBytes(chapter.number("plannedBytes"))
                .spans(chapter.list("spans").map(ChapterDocument::span).toList())
                .tables(chapter.list("tables").map(ChapterDocument::table).toList())
                .moreTables(chapter.integer("moreTables"))
                .rest(chapter.optional("rest", name -> table(chapter.members(name))))
                .build();
    }

    private static Problem problem(Members problem) {
        return ImmutableProblem.builder()
                .code(problem.choice("code", ErrorCode.class))
                .message(problem.text("message"))
                .detail(problem.optional("detail", problem::text))
                .hint(problem.optional("hint", problem::text))
                .outcome(problem.optional("outcome", problem::text))
                .build();
    }

    private static Finding finding(Members finding) {
        return new Finding(
                finding.choice("severity", Severity.class),
                finding.text("what"),
                finding.text("why"),
                finding.text("remedy"));
    }

    private static Span span(Members span) {
        return new Span(
                span.integer("worker"),
                span.choice("kind", WorkKind.class),
                span.text("object"),
                span.integer("tasks"),
                span.duration("since"),
                span.duration("took"),
                span.flag("finished"));
    }

    private static TableCopy table(Members table) {
        return new TableCopy(
                table.text("name"),
                table.choice("kind", WorkKind.class),
                table.number("size"),
                table.number("rows"),
                table.number("bytes"),
                table.duration("took"));
    }
}
