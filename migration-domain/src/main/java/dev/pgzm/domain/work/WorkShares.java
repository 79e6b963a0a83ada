package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Compares what one after the other must be done with a table, its copy first, with what each job has to do of everything. */
final class WorkShares {
    private final Map<Long, Long> bytes = new HashMap<>();
    private final Map<Long, Long> keys = new HashMap<>();
    private final Map<Long, Long> heaviestIndexes = new HashMap<>();
    private final long share;

    WorkShares(SourceContents contents, ScriptIndex script, int jobs) {
        contents.tables().forEach(table -> bytes.put(table.oid(), table.bytes()));
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        for (ScriptEntry entry : contents.script().section(Section.POST_DATA)) {
            all += add(entry, script.relations(entry));
        }
        this.share = all / jobs;
    }

    private long add(ScriptEntry entry, Set<Long> relations) {
        long weight = Weight.of(
                entry,
                relations.stream()
                        .mapToLong(relation -> bytes.getOrDefault(relation, 0L))
                        .sum());
        for (long relation : relations) {
            if (entry.kind() == EntryKind.CONSTRAINT) {
                keys.merge(relation, weight, Long::sum);
            } else if (entry.kind() == EntryKind.INDEX) {
                heaviestIndexes.merge(relation, weight, Long::max);
            }
        }
        return weight;
    }

    /** Whether all other jobs would be done before one that copies the table alone and builds on it. */
    boolean isMoreThanOne(SourceTable table) {
        return table.bytes() + keys.getOrDefault(table.oid(), 0L) + heaviestIndexes.getOrDefault(table.oid(), 0L)
                > share;
    }
}
