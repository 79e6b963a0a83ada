package dev.pgzm.distribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** What one client's rows must be, by what the server has told that client; transactions and savepoints included. */
final class Ledger {
    private final Map<String, TreeMap<Long, String>> tables = new HashMap<>();

    /** An independent copy, to come back to. */
    Ledger copy() {
        Ledger copy = new Ledger();
        tables.forEach((name, rows) -> copy.tables.put(name, new TreeMap<>(rows)));
        return copy;
    }

    NavigableMap<Long, String> rows(TortureTable table) {
        return tables.computeIfAbsent(table.name(), name -> new TreeMap<>());
    }

    /** Up to so many ids of rows that are there. */
    List<Long> some(TortureTable table, Random random, int most) {
        List<Long> ids = new ArrayList<>(rows(table).keySet());
        Collections.shuffle(ids, random);
        return ids.subList(0, Math.min(most, ids.size()));
    }

    void put(TortureTable table, List<Long> ids, List<String> values) {
        for (int i = 0; i < ids.size(); i++) {
            rows(table).put(ids.get(i), values.get(i));
        }
    }

    void remove(TortureTable table, Collection<Long> ids) {
        rows(table).keySet().removeAll(ids);
        if (table.can(TortureTable.Trait.PARENT)) {
            children().values().removeIf(parent -> ids.contains(Long.valueOf(parent)));
        }
    }

    /** All at once, as one statement does it. */
    void move(TortureTable table, List<Long> from, List<Long> to) {
        Map<Long, Long> moves = new HashMap<>();
        for (int i = 0; i < from.size(); i++) {
            moves.put(from.get(i), to.get(i));
        }
        TreeMap<Long, String> moved = new TreeMap<>();
        rows(table).forEach((id, value) -> moved.put(moves.getOrDefault(id, id), value));
        tables.put(table.name(), moved);
        if (table.can(TortureTable.Trait.PARENT)) {
            children().replaceAll((id, parent) -> {
                Long old = Long.valueOf(parent);
                return String.valueOf(moves.getOrDefault(old, old));
            });
        }
    }

    private Map<Long, String> children() {
        return tables.computeIfAbsent("children", name -> new TreeMap<>());
    }
}
