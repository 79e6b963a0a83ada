package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.BuildProgress;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.state.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Tells a program what happens: one JSON object a line, as docs/json.md says. */
final class EventLines implements Progress {
    private final PrintWriter out;
    private final InstantSource clock;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentHashMap<Activity, Place> places = new ConcurrentHashMap<>();
    private final TreeSet<Integer> freeWorkers = new TreeSet<>();
    private int workers;

    /** Which task it is, and which worker's. */
    private record Place(long task, int worker) {}

    EventLines(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    void begun(String command) {
        line(event("begun").put("command", command).put("version", Version.text()));
    }

    /** The last line. */
    void ended(int exitCode, ObjectNode result) {
        ObjectNode event = event("ended").put("exitCode", exitCode);
        event.set("result", result);
        line(event);
    }

    @Override
    public void began(MigrationId id) {
        line(event("migration").put("migration", id.epochMillis()));
    }

    @Override
    public void entered(MigrationStatus status) {
        line(event("entered").put("status", Words.of(status)));
    }

    @Override
    public void left(MigrationStatus status, Duration took) {
        line(event("left").put("status", Words.of(status)).put("tookMillis", took.toMillis()));
    }

    @Override
    public void found(Finding finding) {
        ObjectNode event = event("found");
        event.setAll(FindingDocument.of(finding));
        line(event);
    }

    @Override
    public void planned(int tables, long bytes) {
        line(event("planned").put("tables", tables).put("bytes", bytes));
    }

    @Override
    public void scheduled(List<WorkItem> items) {
        line(event("scheduled").put("tasks", items.size()));
    }

    @Override
    public void began(Activity activity) {
        Place place = new Place(numbers.incrementAndGet(), takeWorker());
        places.put(activity, place);
        line(task("taskBegan", place, activity.item()));
    }

    @Override
    public void ended(Activity activity, Duration took) {
        Place place = places.remove(activity);
        if (place != null) {
            line(task("taskEnded", place, activity.item())
                    .put("rows", activity.rows())
                    .put("bytes", activity.bytes())
                    .put("tookMillis", took.toMillis()));
            free(place.worker());
        }
    }

    @Override
    public void waiting(String forWhat) {
        line(event("waiting").put("for", forWhat));
    }

    @Override
    public void queued(String table, long keys, Duration oldest) {
        line(event("queued").put("table", table).put("keys", keys).put("ageMillis", oldest.toMillis()));
    }

    @Override
    public void swapped(int attempts, Duration stalled) {
        line(event("swapped").put("attempts", attempts).put("stalledMicros", stalled.toNanos() / 1000));
    }

    /** Where the run stands, now and then. */
    void standing(Figures figures) {
        ObjectNode event = event("standing")
                .put("status", figures.status().map(Words::of).orElse(null))
                .put("rows", figures.rows())
                .put("bytes", figures.bytes())
                .put("plannedBytes", figures.plannedBytes());
        new Forecast(figures)
                .remaining()
                .ifPresentOrElse(
                        left -> event.put("remainingMillis", left.time().toMillis())
                                .put("remainingIsAtLeast", left.atLeast()),
                        () -> event.putNull("remainingMillis").putNull("remainingIsAtLeast"));
        ArrayNode running = event.putArray("running");
        for (Figures.Running each : figures.running()) {
            running.addObject()
                    .put("kind", Words.of(each.item().kind()))
                    .put("object", each.item().object())
                    .put("rows", each.rows())
                    .put("bytes", each.bytes())
                    .put("step", each.server().map(BuildProgress::step).orElse(null))
                    .put("stepDone", each.server().map(BuildProgress::done).orElse(null))
                    .put("stepTotal", each.server().map(BuildProgress::total).orElse(null))
                    .put("sinceMillis", each.since().toMillis());
        }
        line(event);
    }

    private static ObjectNode event(String name) {
        return JsonNodeFactory.instance.objectNode().put("event", name);
    }

    private static ObjectNode task(String name, Place place, WorkItem item) {
        return event(name)
                .put("task", place.task())
                .put("worker", place.worker())
                .put("kind", Words.of(item.kind()))
                .put("object", item.object())
                .put("size", item.size());
    }

    private synchronized int takeWorker() {
        Integer free = freeWorkers.pollFirst();
        return free == null ? ++workers : free;
    }

    private synchronized void free(int worker) {
        freeWorkers.add(worker);
    }

    /** In the order of their times. */
    private synchronized void line(ObjectNode event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("time", now.toString());
        line.setAll(event);
        out.println(line);
        out.flush();
    }
}
