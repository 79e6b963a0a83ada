package dev.pgzm.domain.work;

import dev.pgzm.ports.progress.WorkItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tasks without a circle, and for each how long it takes from its begin to the end of all that waits for it. */
public final class TaskGraph {
    private final List<Task> tasks;
    private final Map<Task, List<Task>> successors = new HashMap<>();
    private final Map<Task, Long> longestPaths = new HashMap<>();

    /**
     * @param workers who share what may run at once
     * @throws IllegalArgumentException if a task waits for itself, or for a task that is not among them
     */
    TaskGraph(Collection<Task> tasks, int workers) {
        this.tasks = List.copyOf(tasks);
        this.tasks.forEach(task -> successors.put(task, new ArrayList<>()));
        for (Task task : this.tasks) {
            for (Task predecessor : task.predecessors()) {
                List<Task> others = successors.get(predecessor);
                if (others == null) {
                    throw new IllegalArgumentException(task + " waits for " + predecessor + ", which is not planned");
                }
                others.add(task);
            }
        }
        List<Task> order = topologicalOrder();
        for (int i = order.size() - 1; i >= 0; i--) {
            Task task = order.get(i);
            List<Task> next = successors(task);
            long longest = next.stream().mapToLong(this::longestPath).max().orElse(0);
            long all = next.stream().mapToLong(Task::weight).sum();
            longestPaths.put(task, task.weight() + Math.max(longest, all / workers));
        }
    }

    /** What there is to tell of. */
    public List<WorkItem> items() {
        return tasks.stream().flatMap(task -> task.item().stream()).toList();
    }

    List<Task> tasks() {
        return tasks;
    }

    List<Task> successors(Task task) {
        return successors.getOrDefault(task, List.of());
    }

    /**
     * The task's weight and that of the heaviest chain behind it, or of all that waits for it, if its share for each worker is
     * more: what must start first to end early.
     */
    long longestPath(Task task) {
        return longestPaths.getOrDefault(task, 0L);
    }

    private List<Task> topologicalOrder() {
        Map<Task, Integer> open = new HashMap<>();
        Deque<Task> ready = new ArrayDeque<>();
        for (Task task : tasks) {
            open.put(task, task.predecessors().size());
            if (task.predecessors().isEmpty()) {
                ready.add(task);
            }
        }
        List<Task> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Task task = ready.remove();
            order.add(task);
            for (Task successor : successors(task)) {
                if (open.merge(successor, -1, Integer::sum) == 0) {
                    ready.add(successor);
                }
            }
        }
        if (order.size() < tasks.size()) {
            throw new IllegalArgumentException("tasks wait for each other in a circle");
        }
        return order;
    }
}
