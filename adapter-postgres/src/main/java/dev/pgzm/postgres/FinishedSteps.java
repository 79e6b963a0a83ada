package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.ScriptEntry;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which steps of building shadow are done, as the destination has noted it in each step's own transaction. */
final class FinishedSteps {
    private static final Sql LIST = Sql.of("SELECT step FROM pgzm.finished_step");
    private static final String STATISTICS = "statistics of ";

    private final Set<String> steps = ConcurrentHashMap.newKeySet();

    /** Those that the destination knows. */
    static FinishedSteps read(Session session) {
        FinishedSteps finished = new FinishedSteps();
        finished.steps.addAll(session.strings("list the finished steps", LIST));
        return finished;
    }

    static String entry(ScriptEntry entry) {
        return "entry " + entry.dumpId();
    }

    /** The first half of a foreign key. */
    static String unvalidated(ScriptEntry foreignKey) {
        return "unvalidated " + entry(foreignKey);
    }

    static String statistics(RelationName relation) {
        return STATISTICS + relation.relname();
    }

    static String rows(RelationName view) {
        return "rows of " + view.relname();
    }

    boolean has(String step) {
        return steps.contains(step);
    }

    /** The statement that notes steps, for the transaction that does them. */
    static String note(Collection<String> done) {
        return done.stream()
                .map(Identifiers::literal)
                .collect(Collectors.joining("), (", "INSERT INTO pgzm.finished_step VALUES (", ")"));
    }

    /** That transaction was committed. */
    void add(Collection<String> done) {
        steps.addAll(done);
    }

    /** The statement that forgets the steps of entries and every table's statistics, for the transaction that undoes them. */
    static String forget(Collection<ScriptEntry> entries) {
        String names = entries.stream()
                .flatMap(entry -> Stream.of(entry(entry), unvalidated(entry)))
                .map(Identifiers::literal)
                .collect(Collectors.joining(", "));
        return "DELETE FROM pgzm.finished_step WHERE pg_catalog.starts_with(step, " + Identifiers.literal(STATISTICS)
                + ")" + (names.isEmpty() ? "" : " OR step IN (" + names + ")");
    }

    /** That transaction was committed. */
    void remove(Collection<ScriptEntry> entries) {
        steps.removeIf(step -> step.startsWith(STATISTICS));
        entries.forEach(entry -> steps.removeAll(Set.of(entry(entry), unvalidated(entry))));
    }
}
