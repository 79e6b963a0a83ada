package dev.pgzm.postgres;

import dev.pgzm.ports.dump.ImmutableScriptEntry;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers a script's entries by their position. pg_dump counts whatever the database has, also what it then leaves out, so
 * that a temporary table of anybody would give every entry another number.
 */
final class EntryNumbers {
    private EntryNumbers() {}

    static SchemaScript byPosition(SchemaScript script) {
        Map<Integer, Integer> numbers = new HashMap<>();
        script.entries().forEach(entry -> numbers.put(entry.dumpId(), numbers.size() + 1));
        List<ScriptEntry> entries = new ArrayList<>();
        for (ScriptEntry entry : script.entries()) {
            entries.add(ImmutableScriptEntry.builder()
                    .from(entry)
                    .dumpId(entries.size() + 1)
                    .dependencies(entry.dependencies().stream()
                            .map(numbers::get)
                            .filter(Objects::nonNull)
                            .sorted()
                            .toList())
                    .build());
        }
        return new SchemaScript(entries);
    }
}
