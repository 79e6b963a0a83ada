package dev.pgzm.postgres;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ImmutableScriptEntry;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds the casts that belong to the live schema's types and functions, which pg_dump leaves out. */
final class CastEntries {
    private static final Sql LIST = Sql.file("list_casts");

    private final List<Cast> casts;

    private CastEntries(List<Cast> casts) {
        this.casts = casts;
    }

    private record Cast(List<String> statements, Set<Long> oids) {}

    static CastEntries read(Session session, String live) {
        return new CastEntries(session.query("list the casts", LIST, CastEntries::cast, live));
    }

    /** Each cast stands right behind the last of its types and its function, where views can use it. */
    SchemaScript addTo(SchemaScript script) {
        List<ScriptEntry> entries = new ArrayList<>(script.entries());
        int dumpId = entries.stream().mapToInt(ScriptEntry::dumpId).max().orElse(0);
        for (Cast cast : casts) {
            dumpId++;
            entries.add(behind(entries, cast.oids()), entry(dumpId, cast));
        }
        return new SchemaScript(entries);
    }

    private static Cast cast(ResultSet row) throws SQLException {
        List<String> statements = new ArrayList<>(List.of(row.getString("statement")));
        Optional.ofNullable(row.getString("comment_statement"))
                .filter(comment -> !comment.endsWith(" IS NULL"))
                .ifPresent(statements::add);
        Array oids = row.getArray("oids");
        return new Cast(statements, Set.copyOf(Arrays.asList((Long[]) oids.getArray())));
    }

    private static int behind(List<ScriptEntry> entries, Set<Long> oids) {
        int position = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (oids.contains(entries.get(i).oid())) {
                position = i + 1;
            }
        }
        return position;
    }

    private static ScriptEntry entry(int dumpId, Cast cast) {
        return ImmutableScriptEntry.builder()
                .dumpId(dumpId)
                .oid(0)
                .kind(EntryKind.OTHER)
                .label(cast.statements().get(0).replaceFirst("^CREATE ", ""))
                .section(Section.PRE_DATA)
                .statements(cast.statements())
                .build();
    }
}
