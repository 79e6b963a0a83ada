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
import java.util.Optional;
import java.util.Set;

/**
 * Which small tables are completed, with keys, indexes and statistics, in the transaction that loads them: with thousands of them,
 * transactions and tasks cost more than what is done in them.
 */
final class Completions {
    private static final long SMALL_BYTES = 1L << 20;
    private static final Set<EntryKind> BUILT = Set.of(EntryKind.CONSTRAINT, EntryKind.INDEX, EntryKind.STATISTICS);

    private final Family family;
    private final Map<Long, List<ScriptEntry>> byTable = new HashMap<>();
    /** Tables of which something must be built later. */
    private final Set<Long> openTables = new HashSet<>();

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
                openTables.addAll(BUILT.contains(entry.kind()) ? relations : Set.of());
            }
        }
    }

    /**
     * The entries of its keys, indexes and extended statistics, in the script's order, which may be none; empty for a table whose work
     * is worth tasks of its own, or that is not alone.
     */
    Optional<List<ScriptEntry>> of(SourceTable table) {
        boolean alone = table.ancestors().isEmpty()
                && family.withDescendants(Set.of(table.oid())).size() == 1;
        return alone && table.bytes() <= SMALL_BYTES && !openTables.contains(table.oid())
                ? Optional.of(byTable.getOrDefault(table.oid(), List.of()))
                : Optional.empty();
    }
}
