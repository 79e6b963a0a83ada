package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.restore.LoadSteps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans the work between an empty shadow schema and a complete one:
 * copies, then each table's keys and indexes, its statistics, foreign keys as both sides are ready, privileges,
 * materialized views with their indexes, and last what must not act during the load: triggers and policies.
 */
public final class RestoreGraph {
    private static final Set<EntryKind> LAST = Set.of(EntryKind.TRIGGER, EntryKind.POLICY, EntryKind.OTHER);
    private static final Set<EntryKind> ELSEWHERE = Set.of(EntryKind.LIVE_SCHEMA, EntryKind.DEFAULT_PRIVILEGES);

    private final Copies copies;
    private final Creations creations;
    private final SourceContents contents;
    private final RestoreWork work;
    private final ScriptIndex script;
    private final Family family;
    private final List<Task> tasks = new ArrayList<>();
    /** What fills a relation: its copies, or its refresh. */
    private final Map<Long, Set<Task>> filling = new HashMap<>();
    /** What must be there before a relation's statistics are gathered. */
    private final Map<Long, Set<Task>> building = new HashMap<>();

    private final Map<Long, Set<Task>> statistics = new HashMap<>();
    private final Map<ScriptEntry, Task> refreshing = new HashMap<>();
    private final Map<Long, Task> lastKeys = new HashMap<>();
    private final Map<Integer, Task> byDumpId = new HashMap<>();
    private final Map<Long, Long> sizes = new HashMap<>();

    private RestoreGraph(Copies copies, Creations creations, SourceContents contents, RestoreWork work) {
        this.copies = copies;
        this.creations = creations;
        this.contents = contents;
        this.work = work;
        this.script = new ScriptIndex(contents.script());
        this.family = new Family(contents);
    }

    /** The whole work; what an earlier process has finished costs the task that finds it so. */
    public static TaskGraph of(Copies copies, Creations creations, SourceContents contents, RestoreWork work) {
        return new RestoreGraph(copies, creations, contents, work).build();
    }

    private TaskGraph build() {
        copyTables();
        buildStructure(false);
        analyzeTables();
        addForeignKeys();
        refreshViews(script::readsOnlyWhatItNames, this::everythingOfRelationsNeededBy);
        Task privileges = inOrder("privileges", List.of(EntryKind.PRIVILEGES));
        refreshViews(view -> !script.readsOnlyWhatItNames(view), view -> Set.of(privileges));
        buildStructure(true);
        contents.populatedViews().forEach(this::analyze);
        inOrder("triggers, policies and comments", LAST);
        return new TaskGraph(tasks, copies.jobs());
    }

    private void copyTables() {
        contents.tables().forEach(table -> sizes.put(table.oid(), table.bytes()));
        WorkShares shares = new WorkShares(contents, script, copies.jobs());
        Completions completions = new Completions(contents, script, family);
        for (SourceTable table : contents.tables()) {
            List<Part> parts = copies.missing(table, shares);
            LoadSteps steps =
                    new LoadSteps(creations.of(table), parts.size() == 1 ? completions.of(table) : Optional.empty());
            for (Part part : parts) {
                WorkItem item = new WorkItem(WorkKind.COPY, table.name().toString(), table.bytes() / parts.size());
                Task copy = add(new Task(
                                TaskKind.COPY,
                                "copy " + table.name(),
                                item.size(),
                                () -> work.copy(item, table, part, steps))
                        .told(item));
                fills(table.oid(), copy);
                table.ancestors().forEach(ancestor -> fills(ancestor, copy));
                steps.completion().ifPresent(entries -> completes(table, entries, copy));
            }
        }
        add(new Task(TaskKind.COPY, "close the snapshot", 0, work::closeSnapshot))
                .after(List.copyOf(tasks));
    }

    private void completes(SourceTable table, List<ScriptEntry> entries, Task copy) {
        entries.forEach(entry -> byDumpId.put(entry.dumpId(), copy));
        statistics.put(table.oid(), Set.of(copy));
    }

    /** Indexes, keys, extended statistics and rules; those of materialized views come after the views are filled. */
    private void buildStructure(boolean ofViews) {
        for (ScriptEntry entry : contents.script().section(Section.POST_DATA)) {
            Set<Long> relations = script.relations(entry);
            boolean onView = relations.stream().anyMatch(contents.populatedViews()::containsKey);
            if (isStructure(entry)
                    && !byDumpId.containsKey(entry.dumpId())
                    && (onView && entry.kind() != EntryKind.RULE) == ofViews) {
                buildEntry(entry, relations);
            }
        }
    }

    private static boolean isStructure(ScriptEntry entry) {
        return !LAST.contains(entry.kind())
                && !ELSEWHERE.contains(entry.kind())
                && entry.kind() != EntryKind.FOREIGN_KEY
                && entry.kind() != EntryKind.PRIVILEGES;
    }

    private Task buildEntry(ScriptEntry entry, Set<Long> relations) {
        boolean attach = entry.kind() == EntryKind.INDEX_ATTACH;
        Set<Long> touched = attach ? relations : family.withDescendants(relations);
        // a second statement, such as CLUSTER ON, wants a stronger lock than CREATE INDEX has
        boolean shared = entry.kind() == EntryKind.INDEX && entry.statements().size() == 1;
        Task task = add(builds(entry, relations))
                .after(needed(entry))
                .touching(touched, shared ? Access.SHARE : Access.ACCESS_EXCLUSIVE);
        // what fills a table may create it too
        touched.forEach(relation -> task.after(filling.getOrDefault(relation, Set.of())));
        if (entry.kind() != EntryKind.RULE) {
            touched.forEach(relation -> building.computeIfAbsent(relation, oid -> new LinkedHashSet<>())
                    .add(task));
        }
        keysFirst(entry, touched, task);
        byDumpId.put(entry.dumpId(), task);
        return task;
    }

    /** A key locks the whole table, so that its indexes wait anyway, and foreign keys wait for it. */
    private void keysFirst(ScriptEntry entry, Set<Long> touched, Task task) {
        boolean key = entry.kind() == EntryKind.CONSTRAINT;
        if (touched.size() == 1 && (key || entry.kind() == EntryKind.INDEX)) {
            long table = touched.iterator().next();
            Task before = key ? lastKeys.put(table, task) : lastKeys.get(table);
            task.after(before == null ? Set.of() : Set.of(before));
        }
    }

    private List<Task> needed(ScriptEntry entry) {
        return entry.dependencies().stream()
                .filter(byDumpId::containsKey)
                .map(byDumpId::get)
                .toList();
    }

    private Task builds(ScriptEntry entry, Collection<Long> relations) {
        WorkItem item = new WorkItem(WorkKind.BUILD, entry.label(), size(entry, relations));
        BuildNeed need = BuildNeed.of(entry, item.size());
        work.expect(need);
        return new Task(
                        TaskKind.BUILD,
                        item.object(),
                        Weight.of(entry, item.size()),
                        idle -> work.build(item, entry, need, idle))
                .told(item);
    }

    private static Task builds(WorkItem item, long weight, Runnable how) {
        return new Task(TaskKind.BUILD, item.object(), weight, how).told(item);
    }

    /** A partitioned table's own indexes hold nothing: those of its partitions are entries too. */
    private long size(ScriptEntry entry, Collection<Long> relations) {
        boolean own = entry.kind() == EntryKind.INDEX || entry.kind() == EntryKind.CONSTRAINT;
        return size(
                own
                        ? relations.stream()
                                .filter(relation ->
                                        !contents.partitionedTables().containsKey(relation))
                                .toList()
                        : relations);
    }

    private long size(Collection<Long> relations) {
        return relations.stream()
                .flatMap(relation -> family.withDescendants(Set.of(relation)).stream())
                .mapToLong(relation -> sizes.getOrDefault(relation, 0L))
                .sum();
    }

    /** A partition's statistics come with those of its root: ANALYZE of a partitioned table reads them all. */
    private void analyzeTables() {
        for (SourceTable table : contents.tables()) {
            boolean filled = filling.containsKey(table.oid()) || copies.hasArrived(table);
            if (filled && family.root(table.oid()).isEmpty() && !statistics.containsKey(table.oid())) {
                analyze(table.oid(), table.name());
            }
        }
        contents.partitionedTables().forEach((oid, name) -> {
            boolean isRoot = contents.tables().stream()
                    .anyMatch(table ->
                            family.root(table.oid()).filter(oid::equals).isPresent());
            if (isRoot) {
                analyze(oid, name);
            }
        });
    }

    private void analyze(long oid, RelationName name) {
        WorkItem item = new WorkItem(WorkKind.BUILD, "statistics of " + name, 0);
        Set<Long> touched = family.withDescendants(Set.of(oid));
        Task task = add(builds(item, Weight.ofStatistics(size(Set.of(oid))), () -> work.analyze(item, name)))
                .after(filling.getOrDefault(oid, Set.of()))
                .touching(touched, Access.SHARE_UPDATE_EXCLUSIVE);
        touched.forEach(relation -> task.after(building.getOrDefault(relation, Set.of())));
        statistics.put(oid, Set.of(task));
    }

    private void addForeignKeys() {
        for (ScriptEntry entry : contents.script().section(Section.POST_DATA)) {
            if (entry.kind() == EntryKind.FOREIGN_KEY) {
                Set<Long> relations = script.relations(entry);
                referencing(entry, relations)
                        .ifPresentOrElse(
                                table -> addInTwoSteps(entry, table, relations), () -> buildEntry(entry, relations));
            }
        }
    }

    /** Whose key it is, if it can be validated by itself: where ordinary tables alone are concerned. */
    private Optional<Long> referencing(ScriptEntry foreignKey, Set<Long> relations) {
        boolean partitioned = relations.stream().anyMatch(contents.partitionedTables()::containsKey);
        if (partitioned || family.withDescendants(relations).size() > relations.size()) {
            return Optional.empty();
        }
        List<Long> owners = contents.tables().stream()
                .filter(table -> relations.contains(table.oid()))
                .filter(table -> foreignKey
                        .label()
                        .startsWith("FK CONSTRAINT " + table.name().relname() + " "))
                .map(SourceTable::oid)
                .toList();
        return owners.size() == 1 ? Optional.of(owners.get(0)) : Optional.empty();
    }

    private void addInTwoSteps(ScriptEntry foreignKey, long table, Set<Long> relations) {
        Task addition = add(new Task(
                        TaskKind.BUILD, "add " + foreignKey.label(), 0, () -> work.addUnvalidated(foreignKey)))
                .after(needed(foreignKey))
                .touching(relations, Access.SHARE_ROW_EXCLUSIVE);
        relations.forEach(relation -> addition.after(filling.getOrDefault(relation, Set.of())));
        Task validation = add(builds(foreignKey, relations))
                .after(Set.of(addition))
                .touching(relations, Access.ROW_SHARE)
                .touching(Set.of(table), Access.SHARE_UPDATE_EXCLUSIVE);
        // they exclude each other, which the longest way to the end does not know
        Set<Task> ownBuilds = building.computeIfAbsent(table, oid -> new LinkedHashSet<>());
        validation.after(ownBuilds);
        ownBuilds.add(validation);
        byDumpId.put(foreignKey.dumpId(), validation);
    }

    /** One task for entries that are quick and want everything before them, in the script's order. */
    private Task inOrder(String label, Collection<EntryKind> kinds) {
        List<ScriptEntry> entries = contents.script().section(Section.POST_DATA).stream()
                .filter(entry -> kinds.contains(entry.kind()))
                .toList();
        WorkItem item = new WorkItem(WorkKind.BUILD, label, 0);
        Task task = builds(item, 0, () -> work.buildInOrder(item, entries));
        task.after(List.copyOf(tasks));
        return add(task);
    }

    /** Those that read more than can be seen here wait for everything and for their owner's privileges. */
    private void refreshViews(Predicate<ScriptEntry> chosen, Function<ScriptEntry, Collection<Task>> before) {
        for (ScriptEntry entry : contents.script().entries()) {
            RelationName view = contents.populatedViews().get(entry.oid());
            if (entry.kind() == EntryKind.MATERIALIZED_VIEW && view != null && chosen.test(entry)) {
                WorkItem item = new WorkItem(WorkKind.BUILD, entry.label(), 0);
                long weight = Weight.ofView(size(neededBy(entry)));
                Task task = add(builds(item, weight, () -> work.refresh(item, view)))
                        .after(before.apply(entry));
                script.everythingNeededBy(entry).stream()
                        .filter(refreshing::containsKey)
                        .forEach(other -> task.after(Set.of(refreshing.get(other))));
                refreshing.put(entry, task);
                fills(entry.oid(), task);
            }
        }
    }

    /** A plan wants the indexes and statistics too. */
    private Set<Task> everythingOfRelationsNeededBy(ScriptEntry view) {
        return family.withDescendants(neededBy(view)).stream()
                .flatMap(relation -> Stream.of(filling, building, statistics)
                        .flatMap(done -> done.getOrDefault(relation, Set.of()).stream()))
                .collect(Collectors.toSet());
    }

    private Set<Long> neededBy(ScriptEntry view) {
        return script.everythingNeededBy(view).stream().map(ScriptEntry::oid).collect(Collectors.toSet());
    }

    private void fills(long relation, Task task) {
        filling.computeIfAbsent(relation, oid -> new LinkedHashSet<>()).add(task);
    }

    private Task add(Task task) {
        tasks.add(task);
        return task;
    }
}
