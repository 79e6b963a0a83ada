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

    private static final Set<EntryKind> HARMLESS = Set.of(EntryKind.LIVE_SCHEMA);
    private static final Set<String> HARMLESS_TYPES = Set.of("TYPE ", "DOMAIN ", "SEQUENCE ");

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

    /**
     * Whether a view needs no privileges that are not granted yet, and reads nothing but the relations that it names: all are of its
     * owner, and no function of the schema hides what it reads.
     */
    boolean readsOnlyWhatItNames(ScriptEntry view) {
        return everythingNeededBy(view).stream()
                .allMatch(needed -> HARMLESS.contains(needed.kind())
                        || HARMLESS_TYPES.stream().anyMatch(needed.label()::startsWith)
                        || isReadable(needed) && needed.owner().equals(view.owner()));
    }

    private static boolean isReadable(ScriptEntry entry) {
        return isRelation(entry) || entry.label().startsWith("VIEW ");
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
