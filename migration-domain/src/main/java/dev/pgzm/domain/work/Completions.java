package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which small tables get their keys and indexes in the transaction that loads them: with thousands of them, transactions cost more than
 * what is done in them.
 */
final class Completions {
    private static final long SMALL_BYTES = 1L << 20;
    private static final Set<EntryKind> BUILT = Set.of(EntryKind.CONSTRAINT, EntryKind.INDEX);

    private final Family family;
    private final Map<Long, List<ScriptEntry>> byTable = new HashMap<>();

    Completions(SourceContents contents, ScriptIndex script, Family family) {
        this.family = family;
        Set<Integer> later = new HashSet<>();
        for (ScriptEntry entry : contents.script().section(Section.POST_DATA)) {
            Set<Long> relations = script.relations(entry);
            if (BUILT.contains(entry.kind())
                    && relations.size() == 1
                    && entry.dependencies().stream().noneMatch(later::contains)) {
                byTable.computeIfAbsent(relations.iterator().next(), oid -> new ArrayList<>())
                        .add(entry);
            } else {
                later.add(entry.dumpId());
            }
        }
    }

    /** In the script's order; nothing of a table whose work is worth tasks of its own, or that is not alone. */
    List<ScriptEntry> of(SourceTable table) {
        boolean alone = table.ancestors().isEmpty()
                && family.withDescendants(Set.of(table.oid())).size() == 1;
        return alone && table.bytes() <= SMALL_BYTES ? byTable.getOrDefault(table.oid(), List.of()) : List.of();
    }
}
