package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source as an archive holds it; its rows come from one {@code pg_restore} a table. */
final class ArchiveSnapshot implements SourceSnapshot {
    /** The dump id, the catalog's OID, and the table's. */
    private static final Pattern TABLE_DATA = Pattern.compile("(\\d+); \\d+ (\\d+) TABLE DATA .*");

    private final ArchiveDirectory archive;
    private final SourceContents contents;
    private final ClientTools tools;
    private final Map<Long, String> dumpIds = new HashMap<>();
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    private ArchiveSnapshot(ArchiveDirectory archive, SourceContents contents, ClientTools tools) {
        this.archive = archive;
        this.contents = contents;
        this.tools = tools;
    }

    static ArchiveSnapshot open(ArchiveDirectory archive, Plan plan) {
        ArchiveContents known = archive.contents();
        ArchiveSnapshot snapshot =
                new ArchiveSnapshot(archive, known.contents(), ClientPrograms.find(plan, known.toolsMajor()));
        snapshot.readTableOfContents();
        return snapshot;
    }

    private void readTableOfContents() {
        try {
            Process list = restore("--list");
            String entries = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String errors = new String(list.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (list.waitFor() != 0) {
                throw archive.unreadable(errors.strip());
            }
            entries.lines()
                    .map(TABLE_DATA::matcher)
                    .filter(Matcher::matches)
                    .forEach(entry -> dumpIds.put(Long.valueOf(entry.group(2)), entry.group(1)));
        } catch (IOException failed) {
            throw archive.unreadable("pg_restore cannot be run: " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Interruption.failure();
        }
    }

    private Process restore(String... options) throws IOException {
        List<String> command = new java.util.ArrayList<>(
                List.of(tools.directory().resolve("pg_restore").toString()));
        command.addAll(List.of(options));
        command.add(archive.path().toString());
        return new ProcessBuilder(command).start();
    }

    @Override
    public SourceContents contents() {
        return contents;
    }

    @Override
    public PartRows read(SourceTable table, Part part) {
        String dumpId = dumpIds.get(table.oid());
        if (dumpId == null) {
            throw archive.unreadable("it has no rows of table " + table.name());
        }
        try {
            Process process = restore("--data-only", "--use-list=/dev/stdin", "--file=-");
            running.add(process);
            try (var list = process.outputWriter(StandardCharsets.US_ASCII)) {
                list.write(dumpId + ";\n");
            }
            return new ArchivedRows(
                    process,
                    why -> archive.unreadable("table " + table.name() + ": " + why),
                    () -> running.remove(process));
        } catch (IOException failed) {
            throw archive.unreadable("pg_restore cannot be run: " + failed.getMessage());
        }
    }

    /** Never known of another snapshot than this one, whose rows are of one archive and need no comparison. */
    @Override
    public boolean isUnchanged(SourceTable table, CopiedPart part, String earlier) {
        return false;
    }

    @Override
    public void cancel() {
        running.forEach(Process::destroy);
    }

    @Override
    public void close() {
        cancel();
    }
}
