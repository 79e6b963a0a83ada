package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers which relations an entry of the script works on. */
final class ScriptIndex {
    private static final Set<EntryKind> ON_A_RELATION = Set.of(
            EntryKind.INDEX,
            EntryKind.INDEX_ATTACH,
            EntryKind.CONSTRAINT,
            EntryKind.FOREIGN_KEY,
            EntryKind.STATISTICS,
            EntryKind.RULE);

    private final Map<Integer, ScriptEntry> byDumpId = new HashMap<>();

    ScriptIndex(SchemaScript script) {
        script.entries().forEach(entry -> byDumpId.put(entry.dumpId(), entry));
    }

    /** The tables and materialized views that the entry names, directly or through an index or a constraint. */
    Set<Long> relations(ScriptEntry entry) {
        Set<Long> relations = new LinkedHashSet<>();
        for (int dumpId : entry.dependencies()) {
            find(dumpId).ifPresent(needed -> {
                if (isRelation(needed)) {
                    relations.add(needed.oid());
                } else if (ON_A_RELATION.contains(needed.kind())) {
                    relations.addAll(relations(needed));
                }
            });
        }
        return relations;
    }

    /** Every entry that the entry needs, at any distance. */
    Set<ScriptEntry> everythingNeededBy(ScriptEntry entry) {
        Set<ScriptEntry> needed = new HashSet<>();
        collect(entry, needed);
        return needed;
    }

    private void collect(ScriptEntry entry, Set<ScriptEntry> needed) {
        for (int dumpId : entry.dependencies()) {
            find(dumpId).filter(needed::add).ifPresent(each -> collect(each, needed));
        }
    }

    private Optional<ScriptEntry> find(int dumpId) {
        return Optional.ofNullable(byDumpId.get(dumpId));
    }

    private static boolean isRelation(ScriptEntry entry) {
        return entry.kind() == EntryKind.TABLE || entry.kind() == EntryKind.MATERIALIZED_VIEW;
    }
}
