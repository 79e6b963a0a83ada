package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.ArchivePlace;
import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.catalog.LiveTable;
import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** An archive can be written here and has room, or the one that is there is of the right schema. */
final class ArchiveRule {
    private static final double MEBI = 1 << 20;

    private ArchiveRule() {}

    static Stream<Finding> judge(Facts facts, ClientTools tools, ArchivePlace place) {
        Archive archive = facts.plan().archive().orElseThrow();
        return place.isThere()
                ? ofAnotherSchema(facts, place)
                : Stream.of(
                                lacksCompression(archive.compression(), tools),
                                lacksRoom(facts, archive.compression(), place),
                                wouldMeanFormerObjects(facts))
                        .flatMap(findings -> findings);
    }

    private static Stream<Finding> ofAnotherSchema(Facts facts, ArchivePlace place) {
        return Findings.errorIf(
                !place.liveSchema().equals(facts.plan().liveSchema()),
                "the archive " + place.path() + " holds schema " + place.liveSchema(),
                "schema " + facts.plan().liveSchema() + " is to be replaced",
                "Name the schema with --schema, or another archive.");
    }

    private static Stream<Finding> lacksCompression(Archive.Compression compression, ClientTools tools) {
        String name = compression.name().toLowerCase(Locale.ROOT);
        return Findings.errorIf(
                tools.major() < compression.sinceMajor(),
                "pg_dump " + tools.major() + " cannot compress with " + name,
                "pg_dump can since version " + compression.sinceMajor() + "; the one found is in " + tools.location(),
                "Use --compress gzip or none, or name a newer pg_dump's directory with --client-tools.");
    }

    private static Stream<Finding> lacksRoom(Facts facts, Archive.Compression compression, ArchivePlace place) {
        List<LiveTable> tables = facts.source().tables();
        long rows = tables.stream().mapToLong(LiveTable::bytes).sum();
        long needed = rows / compression.ratio();
        return Findings.errorIf(
                needed > place.freeBytes(),
                "the archive has no room in " + place.path() + ": about " + mebibytes(needed) + " are needed, "
                        + mebibytes(place.freeBytes()) + " are free",
                "the source's tables have " + mebibytes(rows)
                        + (compression.ratio() == 1
                                ? ""
                                : ", which are taken to be compressed to a part of " + compression.ratio()),
                "Free some, name another directory with --archive-dir, or compress with --compress.");
    }

    /** pg_dump prints them with their schema, which is the live one until the swap. */
    private static Stream<Finding> wouldMeanFormerObjects(Facts facts) {
        return Findings.errorIf(
                !facts.source().objectNameColumns().isEmpty(),
                "columns hold names of the live schema's objects: "
                        + Findings.some(facts.source().objectNameColumns()),
                "restored from an archive they would mean the former objects",
                "Use --via stream.");
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEBI);
    }
}
