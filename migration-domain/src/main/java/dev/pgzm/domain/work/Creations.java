package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tables are created by the job that copies them, in the transaction that loads them, together with what depends on each
 * alone: all jobs create, and rows arrive frozen without a second file for each table, its TOAST table and that one's index.
 */
public final class Creations {
    /** What belongs to a table and to nothing else. Whatever else depends on a table wants it to be there before. */
    private static final List<String> BELONGINGS = List.of("DEFAULT ", "SEQUENCE ", "COMMENT ");

    private final Map<Long, List<ScriptEntry>> byTable = new HashMap<>();
    private final Set<ScriptEntry> all = new LinkedHashSet<>();

    private Creations() {}

    /** Every table is there before the first copy. */
    public static Creations none() {
        return new Creations();
    }

    /** Of tables of which none is there, and which are copied whole. */
    public static Creations of(SourceContents contents, Copies copies) {
        Creations creations = new Creations();
        List<ScriptEntry> preData = contents.script().section(Section.PRE_DATA);
        // a cast does not tell what it depends on
        if (preData.stream().noneMatch(entry -> entry.label().startsWith("CAST "))) {
            creations.choose(contents, copies, preData);
        }
        return creations;
    }

    private void choose(SourceContents contents, Copies copies, List<ScriptEntry> preData) {
        WorkShares shares = new WorkShares(contents, new ScriptIndex(contents.script()), copies.jobs());
        Set<Long> whole = new HashSet<>();
        contents.tables().stream()
                // a child locks its parent until the transaction ends
                .filter(table -> table.ancestors().isEmpty())
                .filter(table -> copies.missing(table, shares).equals(List.of(Part.WHOLE)))
                .forEach(table -> whole.add(table.oid()));
        Map<ScriptEntry, Long> tableOf = new HashMap<>();
        Set<Long> sharing = new HashSet<>();
        Map<Integer, List<ScriptEntry>> dependents = dependents(preData);
        for (ScriptEntry entry : preData) {
            if (entry.kind() == EntryKind.TABLE && whole.contains(entry.oid())) {
                for (ScriptEntry member : group(entry, dependents)) {
                    Long other = tableOf.put(member, entry.oid());
                    sharing.addAll(other == null ? Set.of() : Set.of(other, entry.oid()));
                }
            }
        }
        for (ScriptEntry entry : preData) {
            Long table = tableOf.get(entry);
            if (table != null && !sharing.contains(table)) {
                byTable.computeIfAbsent(table, oid -> new ArrayList<>()).add(entry);
                all.add(entry);
            }
        }
    }

    private static Map<Integer, List<ScriptEntry>> dependents(List<ScriptEntry> preData) {
        Map<Integer, List<ScriptEntry>> dependents = new HashMap<>();
        for (ScriptEntry entry : preData) {
            entry.dependencies()
                    .forEach(needed -> dependents
                            .computeIfAbsent(needed, dumpId -> new ArrayList<>())
                            .add(entry));
        }
        return dependents;
    }

    /** A table's entry and all that depend on it; nothing if one of them must not be created with it. */
    private static Set<ScriptEntry> group(ScriptEntry table, Map<Integer, List<ScriptEntry>> dependents) {
        Set<ScriptEntry> group = new LinkedHashSet<>();
        collect(table, dependents, group);
        return group.stream().allMatch(Creations::belongs) ? withTable(table, group) : Set.of();
    }

    private static Set<ScriptEntry> withTable(ScriptEntry table, Set<ScriptEntry> belongings) {
        Set<ScriptEntry> all = new LinkedHashSet<>(belongings);
        all.add(table);
        return all;
    }

    private static void collect(
            ScriptEntry entry, Map<Integer, List<ScriptEntry>> dependents, Set<ScriptEntry> collected) {
        for (ScriptEntry dependent : dependents.getOrDefault(entry.dumpId(), List.of())) {
            if (collected.add(dependent)) {
                collect(dependent, dependents, collected);
            }
        }
    }

    private static boolean belongs(ScriptEntry entry) {
        return entry.kind() == EntryKind.OTHER && BELONGINGS.stream().anyMatch(entry.label()::startsWith);
    }

    /** What creates the table, in the script's order; nothing where it is there before. */
    List<ScriptEntry> of(SourceTable table) {
        return byTable.getOrDefault(table.oid(), List.of());
    }

    /** The entries that are not created with a table. */
    public List<ScriptEntry> without(List<ScriptEntry> preData) {
        return preData.stream().filter(entry -> !all.contains(entry)).toList();
    }
}
