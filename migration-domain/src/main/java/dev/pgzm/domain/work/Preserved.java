package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ImmutableSourceContents;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Preservation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Divides what a source holds: the preserved tables' definitions are built like all others, but their rows come from elsewhere,
 * and what would act on those rows waits for the swap.
 */
public final class Preserved {
    private static final Set<EntryKind> ACTING = Set.of(EntryKind.FOREIGN_KEY, EntryKind.TRIGGER, EntryKind.RULE);

    private final SourceContents contents;
    private final Set<Long> relations;
    private final Set<ScriptEntry> late;

    private Preserved(SourceContents contents, Set<Long> relations) {
        this.contents = contents;
        this.relations = relations;
        this.late = late(contents.script(), relations);
    }

    /**
     * Of a plan.
     *
     * @param preservation names each table
     */
    public static Preserved of(SourceContents contents, Preservation preservation) {
        return new Preserved(contents, relations(contents, preservation));
    }

    /** The tables and all their partitions. */
    private static Set<Long> relations(SourceContents contents, Preservation preservation) {
        Set<Long> relations = new HashSet<>();
        contents.partitionedTables().forEach((oid, name) -> {
            if (isNamed(preservation, name)) {
                relations.add(oid);
            }
        });
        for (SourceTable table : contents.tables()) {
            List<Long> ancestors = table.ancestors();
            if (isNamed(preservation, table.name()) || ancestors.stream().anyMatch(relations::contains)) {
                relations.add(table.oid());
                relations.addAll(ancestors);
            }
        }
        return relations;
    }

    private static boolean isNamed(Preservation preservation, RelationName name) {
        return preservation.tables().stream().anyMatch(table -> table.matches(name.relname()));
    }

    /** Foreign keys to and from the tables, their triggers and rules, and what hangs on those, such as comments. */
    private static Set<ScriptEntry> late(SchemaScript script, Set<Long> relations) {
        ScriptIndex index = new ScriptIndex(script);
        Set<ScriptEntry> late = new LinkedHashSet<>();
        Set<Integer> dumpIds = new HashSet<>();
        for (ScriptEntry entry : script.section(Section.POST_DATA)) {
            boolean acts = ACTING.contains(entry.kind())
                    && index.relations(entry).stream().anyMatch(relations::contains);
            if (acts || entry.dependencies().stream().anyMatch(dumpIds::contains)) {
                late.add(entry);
                dumpIds.add(entry.dumpId());
            }
        }
        return late;
    }

    /** What the swap adds, in the script's order. */
    public List<ScriptEntry> late() {
        return List.copyOf(late);
    }

    /** What is copied and built before. */
    public SourceContents rest() {
        return ImmutableSourceContents.copyOf(contents)
                .withTables(contents.tables().stream()
                        .filter(table -> !relations.contains(table.oid()))
                        .toList())
                .withScript(new SchemaScript(contents.script().entries().stream()
                        .filter(entry -> !late.contains(entry))
                        .toList()));
    }
}
