package dev.pgzm.domain.work;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which tasks may begin: nothing before them is open, and no running task uses a relation in a way that conflicts. */
final class ReadyTasks {
    private final TaskGraph graph;
    private final Map<Task, Integer> open = new HashMap<>();
    private final Set<Task> running = new HashSet<>();
    private final TreeSet<Task> ready;

    ReadyTasks(TaskGraph graph) {
        this.graph = graph;
        Map<Task, Integer> positions = new HashMap<>();
        graph.tasks().forEach(task -> positions.put(task, positions.size()));
        ready = new TreeSet<>(Comparator.comparingLong(graph::longestPath)
                .reversed()
                .thenComparing(task -> positions.getOrDefault(task, 0)));
        for (Task task : graph.tasks()) {
            open.put(task, task.predecessors().size());
            if (task.predecessors().isEmpty()) {
                ready.add(task);
            }
        }
    }

    /** Takes the task with the longest way behind it of those that may begin. */
    Optional<Task> take() {
        Optional<Task> next = ready.stream().filter(this::meetsNobody).findFirst();
        next.ifPresent(task -> {
            ready.remove(task);
            running.add(task);
        });
        return next;
    }

    void finished(Task task) {
        running.remove(task);
        for (Task successor : graph.successors(task)) {
            if (open.merge(successor, -1, Integer::sum) == 0) {
                ready.add(successor);
            }
        }
    }

    void failed(Task task) {
        running.remove(task);
    }

    boolean anyRunning() {
        return !running.isEmpty();
    }

    private boolean meetsNobody(Task task) {
        return running.stream().noneMatch(other -> conflict(task, other));
    }

    private static boolean conflict(Task task, Task other) {
        Map<Long, Access> fewer = task.access().size() < other.access().size() ? task.access() : other.access();
        Map<Long, Access> more = fewer == task.access() ? other.access() : task.access();
        return fewer.entrySet().stream().anyMatch(use -> {
            Access met = more.get(use.getKey());
            return met != null && met.conflictsWith(use.getValue());
        });
    }
}
