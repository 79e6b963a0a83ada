package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.dump.ImmutableSourceContents;
import dev.pgzm.ports.dump.ImmutableSourceTable;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceDump;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Lays an archive between the live source and the restore, where the plan has one. */
final class ArchivingSourceDump implements SourceDump {
    private final JdbcSourceDump live = new JdbcSourceDump();

    @Override
    public DatabaseUrl origin(Plan plan) {
        return plan.restoresEarlierArchive()
                ? BeforeBeginning.failsAsPreflight(() -> DatabaseUrl.parse(
                        ArchiveDirectory.of(plan).orElseThrow().contents().origin(), name -> null))
                : plan.source();
    }

    @Override
    public SourceSnapshot open(Plan plan, Progress progress) {
        Optional<ArchiveDirectory> archive = ArchiveDirectory.of(plan);
        if (archive.isEmpty()) {
            return live.open(plan, progress);
        }
        if (ArchiveDirectory.toRead(plan).isEmpty()) {
            write(archive.get(), plan, progress);
        }
        return ArchiveSnapshot.open(archive.get(), plan);
    }

    private void write(ArchiveDirectory archive, Plan plan, Progress progress) {
        SourceFacts facts = JdbcCatalogs.liveSource(plan);
        ClientTools tools = ClientPrograms.find(plan, facts.database().version().major());
        ArchiveWork work = new ArchiveWork(archive);
        Path partial = work.begin();
        try (JdbcSourceSnapshot snapshot = live.open(plan, progress)) {
            progress.waiting("pg_dump to write " + archive.path());
            new PgDump(tools).archive(plan, snapshot.name(), partial);
            work.complete(
                    partial,
                    ImmutableArchiveContents.builder()
                            .format(ArchiveContents.FORMAT)
                            .origin(plan.source().uri())
                            .liveSchema(plan.liveSchema())
                            .toolsMajor(tools.major())
                            .files(Map.of())
                            .facts(facts)
                            .contents(asArchived(snapshot.contents()))
                            .build());
        }
    }

    /** pg_dump writes text, and each table as a whole. */
    private static SourceContents asArchived(SourceContents contents) {
        return ImmutableSourceContents.copyOf(contents)
                .withTables(contents.tables().stream()
                        .map(table -> ImmutableSourceTable.copyOf(table)
                                .withFormat(RowFormat.TEXT)
                                .withSplittable(false))
                        .toList());
    }

    @Override
    public Optional<String> discard(Plan plan) {
        return plan.archive()
                .filter(archive -> !plan.restoresEarlierArchive())
                .flatMap(archive -> new ArchiveWork(new ArchiveDirectory(archive.directory())).discard(archive.use()));
    }
}
