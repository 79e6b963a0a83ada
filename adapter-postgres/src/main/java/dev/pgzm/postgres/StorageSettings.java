package dev.pgzm.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tablespace and access method that pg_restore's script has set where it has come to. */
final class StorageSettings {
    private static final Pattern SET = Pattern.compile("SET (default_tablespace|default_table_access_method) = (.*)");
    private static final Map<String, String> ORDINARY =
            Map.of("default_tablespace", "''", "default_table_access_method", "heap");

    private final Map<String, String> current = new LinkedHashMap<>(ORDINARY);
    private Map<String, String> ofEntry = Map.of();

    /** Whether the statement is such a setting, and was taken. */
    boolean accept(String statement) {
        Matcher set = SET.matcher(statement);
        if (set.matches()) {
            current.put(set.group(1), set.group(2));
        }
        return set.matches();
    }

    /** What the entry that begins here needs in front. */
    List<String> before() {
        ofEntry = new LinkedHashMap<>(current);
        ofEntry.entrySet().removeAll(ORDINARY.entrySet());
        return statements(ofEntry);
    }

    /** What undoes {@link #before}, for the entries that follow in the same transaction. */
    List<String> after() {
        Map<String, String> reset = new LinkedHashMap<>(ORDINARY);
        reset.keySet().retainAll(ofEntry.keySet());
        return statements(reset);
    }

    private static List<String> statements(Map<String, String> settings) {
        List<String> statements = new ArrayList<>();
        settings.forEach((name, value) -> statements.add("SET LOCAL " + name + " = " + value));
        return statements;
    }
}
