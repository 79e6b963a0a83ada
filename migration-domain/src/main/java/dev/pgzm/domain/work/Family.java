package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which tables hold the rows of which: partitions and children, at any depth. */
final class Family {
    private final Map<Long, Set<Long>> descendants = new HashMap<>();
    private final Map<Long, Long> roots = new HashMap<>();

    Family(SourceContents contents) {
        for (SourceTable table : contents.tables()) {
            table.ancestors()
                    .forEach(ancestor -> descendants
                            .computeIfAbsent(ancestor, oid -> new LinkedHashSet<>())
                            .add(table.oid()));
            table.ancestors().stream()
                    .filter(contents.partitionedTables()::containsKey)
                    .reduce((nearer, farther) -> farther)
                    .ifPresent(root -> roots.put(table.oid(), root));
        }
    }

    /** The relations and all that hold rows for them. */
    Set<Long> withDescendants(Collection<Long> relations) {
        Set<Long> all = new LinkedHashSet<>(relations);
        relations.forEach(relation -> all.addAll(descendants.getOrDefault(relation, Set.of())));
        return all;
    }

    /** The partitioned table at the top of a partition's tree; empty for other tables. */
    Optional<Long> root(long table) {
        return Optional.ofNullable(roots.get(table));
    }
}
