package dev.pgzm.ports.dump;

import java.util.List;

/**
 * The source's schema as pg_dump writes it, entry by entry, in an order in which it can be run.
 *
 * @param entries in pg_dump's order
 */
public record SchemaScript(List<ScriptEntry> entries) {
    public SchemaScript {
        entries = List.copyOf(entries);
    }

    public List<ScriptEntry> section(Section section) {
        return entries.stream().filter(entry -> entry.section() == section).toList();
    }
}
