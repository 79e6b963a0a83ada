package dev.pgzm.postgres;

import dev.pgzm.ports.dump.EntryKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment that stands before an entry in pg_restore's verbose script.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/bin/pg_dump/pg_backup_archiver.c">_printTocEntry</a>
 */
record EntryHeader(int dumpId, long oid, List<Integer> dependencies, Name title) {
    private static final Pattern ID = Pattern.compile("-- TOC entry (\\d+) \\(class \\d+ OID (\\d+)\\)");
    private static final String DEPENDENCIES = "-- Dependencies:";
    private static final Pattern NAME =
            Pattern.compile("-- Name: (.*); Type: ([A-Z ]+); Schema: (.*?); Owner: (.*?)(?:; Tablespace: .*)?");
    private static final Map<String, EntryKind> KINDS = Map.ofEntries(
            Map.entry("SCHEMA", EntryKind.LIVE_SCHEMA),
            Map.entry("FUNCTION", EntryKind.FUNCTION),
            Map.entry("PROCEDURE", EntryKind.FUNCTION),
            Map.entry("TABLE", EntryKind.TABLE),
            Map.entry("MATERIALIZED VIEW", EntryKind.MATERIALIZED_VIEW),
            Map.entry("INDEX", EntryKind.INDEX),
            Map.entry("INDEX ATTACH", EntryKind.INDEX_ATTACH),
            Map.entry("CONSTRAINT", EntryKind.CONSTRAINT),
            Map.entry("CHECK CONSTRAINT", EntryKind.CONSTRAINT),
            Map.entry("FK CONSTRAINT", EntryKind.FOREIGN_KEY),
            Map.entry("STATISTICS", EntryKind.STATISTICS),
            Map.entry("RULE", EntryKind.RULE),
            Map.entry("TRIGGER", EntryKind.TRIGGER),
            Map.entry("POLICY", EntryKind.POLICY),
            Map.entry("ROW SECURITY", EntryKind.POLICY),
            Map.entry("ACL", EntryKind.PRIVILEGES),
            Map.entry("DEFAULT ACL", EntryKind.DEFAULT_PRIVILEGES));
    private static final Set<EntryKind> POST_DATA = Set.of(
            EntryKind.INDEX,
            EntryKind.INDEX_ATTACH,
            EntryKind.CONSTRAINT,
            EntryKind.FOREIGN_KEY,
            EntryKind.STATISTICS,
            EntryKind.RULE,
            EntryKind.TRIGGER,
            EntryKind.POLICY);

    private record Name(String name, String type, String schema, Optional<String> owner) {}

    static Optional<EntryHeader> parse(List<String> comment) {
        Optional<Matcher> id = first(ID, comment);
        Optional<Matcher> name = first(NAME, comment);
        if (id.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        Matcher title = name.get();
        String owner = title.group(4);
        return Optional.of(new EntryHeader(
                Integer.parseInt(id.get().group(1)),
                Long.parseLong(id.get().group(2)),
                dependencies(comment),
                new Name(
                        title.group(1),
                        title.group(2),
                        title.group(3),
                        owner.isEmpty() || owner.equals("-") ? Optional.empty() : Optional.of(owner))));
    }

    String name() {
        return title.name();
    }

    String type() {
        return title.type();
    }

    Optional<String> owner() {
        return title.owner();
    }

    EntryKind kind() {
        // the schema's own comment and privileges stand in no schema
        boolean ofSchema = title.schema().equals("-") && title.name().startsWith("SCHEMA ");
        return ofSchema ? EntryKind.LIVE_SCHEMA : KINDS.getOrDefault(title.type(), EntryKind.OTHER);
    }

    /** pg_dump sorts what follows the first of these behind the data. */
    boolean beginsPostData() {
        return POST_DATA.contains(kind());
    }

    private static Optional<Matcher> first(Pattern pattern, List<String> lines) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).findFirst();
    }

    private static List<Integer> dependencies(List<String> comment) {
        return comment.stream()
                .filter(line -> line.startsWith(DEPENDENCIES))
                .flatMap(line -> Arrays.stream(
                        line.substring(DEPENDENCIES.length()).strip().split(" ")))
                .map(Integer::valueOf)
                .distinct()
                .toList();
    }
}
