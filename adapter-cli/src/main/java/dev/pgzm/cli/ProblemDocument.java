package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.error.Problem;

/** A problem, for a program. */
final class ProblemDocument {
    private ProblemDocument() {}

    static ObjectNode of(Problem problem) {
        return Result.document("error")
                .put("code", Words.of(problem.code()))
                .put("exitCode", problem.code().exitCode())
                .put("message", problem.message())
                .put("detail", problem.detail().orElse(null))
                .put("outcome", problem.outcome().orElse(null))
                .put("hint", problem.hint().orElse(null));
    }
}
