package dev.pgzm.cli;

import dev.pgzm.ports.error.Problem;

/** A problem in PostgreSQL's shape. */
final class ProblemText {
    private ProblemText() {}

    static String of(Problem problem) {
        StringBuilder text = new StringBuilder("ERROR:  " + problem.message() + "\n");
        problem.detail()
                .ifPresent(detail ->
                        text.append("DETAIL:  ").append(indented(detail)).append('\n'));
        problem.outcome()
                .ifPresent(outcome ->
                        text.append("STATE:  ").append(indented(outcome)).append('\n'));
        problem.hint()
                .ifPresent(hint -> text.append("HINT:  ").append(indented(hint)).append('\n'));
        return text.toString();
    }

    private static String indented(String text) {
        return text.replace("\n", "\n    ");
    }
}
