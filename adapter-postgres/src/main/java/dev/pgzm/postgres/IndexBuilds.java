package dev.pgzm.postgres;

import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.BuildProgress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of the index builds in flight. It is asked by a thread and a session of their own, and only while
 * somebody wants to know, so that who draws a picture of it never waits.
 */
final class IndexBuilds implements AutoCloseable {
    private static final Sql BUILDS = Sql.file("list_index_builds");
    private static final long FRESH_NANOS = 1_000_000_000;

    private final Plan plan;
    private final Map<Integer, Integer> builders = new ConcurrentHashMap<>();
    private final AtomicLong askedAt = new AtomicLong(System.nanoTime() - FRESH_NANOS);
    private final ExecutorService asker = new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            IndexBuilds::daemon,
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile Map<Integer, BuildProgress> answer = Map.of();
    private @Nullable Session session;

    private record Build(int pid, BuildProgress progress) {}

    IndexBuilds(Plan plan) {
        this.plan = plan;
    }

    void begin(ScriptEntry entry, Session builder) {
        builders.put(entry.dumpId(), builder.pid());
    }

    void end(ScriptEntry entry) {
        builders.remove(entry.dumpId());
    }

    Optional<BuildProgress> of(ScriptEntry entry) {
        refresh();
        return Optional.ofNullable(builders.get(entry.dumpId())).flatMap(pid -> Optional.ofNullable(answer.get(pid)));
    }

    private void refresh() {
        long last = askedAt.get();
        long now = System.nanoTime();
        if (now - last >= FRESH_NANOS && askedAt.compareAndSet(last, now)) {
            asker.execute(this::ask);
        }
    }

    private void ask() {
        try {
            answer = session()
                    .query(
                            "ask how far indexes are",
                            BUILDS,
                            row -> new Build(
                                    row.getInt("pid"),
                                    new BuildProgress(
                                            row.getString("step"), row.getLong("done"), row.getLong("total"))))
                    .stream()
                    .collect(Collectors.toMap(Build::pid, Build::progress));
        } catch (MigrationException unanswered) {
            forget();
        } finally {
            if (asker.isShutdown()) {
                forget();
            }
        }
    }

    private synchronized Session session() {
        if (session == null) {
            session = Session.open(Side.DESTINATION, plan.destination());
        }
        return session;
    }

    private synchronized void forget() {
        answer = Map.of();
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public void close() {
        asker.shutdownNow();
        forget();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "pgzm-index-builds");
        thread.setDaemon(true);
        return thread;
    }
}
