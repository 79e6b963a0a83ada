package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.error.Problem;
import java.util.Optional;

/**
 * What a command has to say at its end.
 *
 * @param text for a person
 * @param document for a program, as docs/json.md says
 * @param flaw why the command fails nevertheless
 */
record Result(String text, ObjectNode document, Optional<Problem> flaw) {
    Result(String text, ObjectNode document) {
        this(text, document, Optional.empty());
    }

    /** What was asked for was not agreed to; exit code 0, as dropdb --interactive has: what was asked for was done. */
    static final Result DECLINED = new Result("Nothing was changed.\n", document("declined"));

    Result flawedBy(Problem problem) {
        return new Result(text, document, Optional.of(problem));
    }

    int exitCode() {
        return flaw.map(problem -> problem.code().exitCode()).orElse(0);
    }

    static Result of(MigrationReport report) {
        return new Result(new ReportText(report).text(), ReportDocument.of(report));
    }

    /** Begins a document. */
    static ObjectNode document(String kind) {
        return JsonNodeFactory.instance.objectNode().put("result", kind);
    }
}
