package dev.pgzm.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What rows are, and what they must be, in words. */
final class Difference {
    private Difference() {}

    static List<String> between(Map<Long, String> expected, Map<Long, String> found) {
        TreeSet<Long> ids = new TreeSet<>(expected.keySet());
        ids.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (Long id : ids) {
            if (!Objects.equals(expected.get(id), found.get(id))) {
                differences.add("id " + id + ": " + brief(found.get(id)) + ", not " + brief(expected.get(id)));
            }
        }
        return differences;
    }

    private static String brief(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "no row" : value.substring(0, Math.min(30, value.length()));
    }
}
