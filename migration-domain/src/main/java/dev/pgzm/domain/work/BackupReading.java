package dev.pgzm.domain.work;

import dev.pgzm.ports.backup.BackupFact;
import dev.pgzm.ports.backup.BackupReader;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Reads a backup to its last page, as many tables at once as there are workers, and keeps what that shows. */
public final class BackupReading {
    private final BackupReader reader;
    private final Executor executor;
    private final int workers;
    private final Set<BackupFact> rows = ConcurrentHashMap.newKeySet();
    private final List<String> damages = Collections.synchronizedList(new ArrayList<>());
    private final List<String> unread = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger indexes = new AtomicInteger();

    public BackupReading(BackupReader reader, Executor executor, int workers) {
        this.reader = reader;
        this.executor = executor;
        this.workers = workers;
    }

    /**
     * Reads every table.
     *
     * @throws MigrationException with {@code INTERRUPTED}, or {@code DESTINATION_FAILED} if the connection is lost; what was
     *     read by then is kept
     */
    public void readTables() {
        forEach(reader.tables(), this::readTable);
    }

    /** Likewise, every index that can be checked row by row. */
    public void checkIndexes() {
        forEach(reader.checkableIndexes(), this::checkIndex);
    }

    /** What was found of the tables that could be read. */
    public Set<BackupFact> rows() {
        return Set.copyOf(rows);
    }

    /** What the server could not read, and the indexes that are not what their tables say, in words. */
    public List<String> damages() {
        return damages.stream().sorted().toList();
    }

    /** What the connected role may not read, in words. */
    public List<String> unread() {
        return unread.stream().sorted().toList();
    }

    public int indexesChecked() {
        return indexes.get();
    }

    private void forEach(List<String> names, Consumer<String> work) {
        List<Task> tasks = new ArrayList<>();
        for (String name : names) {
            tasks.add(new Task(TaskKind.COPY, name, (long) names.size() - tasks.size(), () -> work.accept(name)));
        }
        TaskRun run = new TaskRun(new TaskGraph(tasks, workers), reader::cancel);
        run.startOn(executor, workers);
        run.awaitAll();
    }

    private void readTable(String relname) {
        try {
            rows.add(reader.rows(relname));
        } catch (MigrationException failed) {
            if (failed.problem().code() == ErrorCode.VERIFICATION_FAILED) {
                damages.add(failed.problem().message());
            } else if (failed.problem().code() == ErrorCode.PREFLIGHT) {
                unread.add(failed.problem().message());
            } else {
                throw failed;
            }
        }
    }

    private void checkIndex(String relname) {
        reader.damage(relname).ifPresent(damages::add);
        indexes.incrementAndGet();
    }
}
