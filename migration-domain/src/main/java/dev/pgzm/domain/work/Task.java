package dev.pgzm.domain.work;

import dev.pgzm.ports.progress.WorkItem;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/** One piece of work, with what must be finished before it and what it must not meet. */
public final class Task {
    private final TaskKind kind;
    private final String label;
    private final long weight;
    private final IntConsumer work;
    private final Set<Task> predecessors = new LinkedHashSet<>();
    private final Map<Long, Access> access = new HashMap<>();
    private Optional<WorkItem> item = Optional.empty();

    /**
     * @param weight how long it takes, in any unit that all tasks share
     */
    Task(TaskKind kind, String label, long weight, Runnable work) {
        this(kind, label, weight, (int idle) -> work.run());
    }

    /**
     * @param work is told how many workers find nothing to do when it begins
     */
    Task(TaskKind kind, String label, long weight, IntConsumer work) {
        this.kind = kind;
        this.label = label;
        this.weight = weight;
        this.work = work;
    }

    Task after(Collection<Task> tasks) {
        predecessors.addAll(tasks);
        predecessors.remove(this);
        return this;
    }

    Task touching(Collection<Long> relations, Access how) {
        relations.forEach(relation -> access.merge(relation, how, Access::stronger));
        return this;
    }

    /** What the progress is told of it. */
    Task told(WorkItem asItem) {
        item = Optional.of(asItem);
        return this;
    }

    TaskKind kind() {
        return kind;
    }

    String label() {
        return label;
    }

    long weight() {
        return weight;
    }

    Optional<WorkItem> item() {
        return item;
    }

    Set<Task> predecessors() {
        return predecessors;
    }

    Map<Long, Access> access() {
        return access;
    }

    void perform(int idle) {
        work.accept(idle);
    }

    @Override
    public String toString() {
        return label;
    }
}
