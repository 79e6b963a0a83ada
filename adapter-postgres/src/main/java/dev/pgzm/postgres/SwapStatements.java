package dev.pgzm.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * What goes along with an exchange of the schemas, ready to be sent while applications wait.
 *
 * @param locks requests besides those of the exchange, each of which locks a relation
 * @param before run with all locks, while the schemas hold what they held
 * @param after run when the schemas are exchanged
 */
record SwapStatements(List<String> locks, List<String> before, List<String> after) {
    static SwapStatements after(List<String> statements) {
        return new SwapStatements(List.of(), List.of(), statements);
    }

    /** These, then the others. */
    SwapStatements and(SwapStatements others) {
        return new SwapStatements(
                joined(locks, others.locks), joined(before, others.before), joined(after, others.after));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
