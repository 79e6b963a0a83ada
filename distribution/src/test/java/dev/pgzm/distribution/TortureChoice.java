package dev.pgzm.distribution;

import dev.pgzm.distribution.TortureTable.Trait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The ids and values that a client of the torture test chooses, which no other client does. */
final class TortureChoice {
    private static final int IDS = 60;

    private final int client;
    private final Random random;

    TortureChoice(int client, Random random) {
        this.client = client;
        this.random = random;
    }

    /** Up to so many ids of rows that are not there. */
    List<Long> free(TortureTable table, Ledger ledger, int most) {
        return Stream.generate(() -> client + 8L * random.nextInt(IDS))
                .limit(3L * most)
                .distinct()
                .filter(id -> !ledger.rows(table).containsKey(id))
                .limit(most)
                .toList();
    }

    /** New values for rows that are there; unique ones change places where they can do that in one statement. */
    List<String> valuesFor(TortureTable table, Ledger ledger, List<Long> ids) {
        if (!table.can(Trait.SWAP_VALUES) || ids.size() == 1) {
            return values(table, ledger, ids.size());
        }
        List<String> values = new ArrayList<>(
                ids.stream().map(id -> ledger.rows(table).getOrDefault(id, "")).toList());
        Collections.shuffle(values, random);
        return values;
    }

    /** Up to so many new values, which may be as few as there can be. */
    List<String> values(TortureTable table, Ledger ledger, int count) {
        if (table.can(Trait.CHILD)) {
            return parents(ledger, count);
        }
        if (table.can(Trait.UNIQUE_VALUES) || table.can(Trait.SWAP_VALUES)) {
            Set<String> taken = new HashSet<>(ledger.rows(table).values());
            return Stream.generate(() -> String.valueOf(client + 8L * random.nextInt(4 * IDS)))
                    .limit(3L * count)
                    .distinct()
                    .filter(place -> !taken.contains(place))
                    .limit(count)
                    .toList();
        }
        int length = random.nextInt(30) == 0 ? 500 : 1;
        return Stream.generate(() -> client + ":"
                        + Long.toString(random.nextLong() >>> 1, 36).repeat(length))
                .limit(count)
                .toList();
    }

    private List<String> parents(Ledger ledger, int count) {
        List<Long> parents = TortureTable.all().stream()
                .filter(table -> table.can(Trait.PARENT))
                .flatMap(table -> ledger.some(table, random, 5).stream())
                .toList();
        return parents.isEmpty()
                ? List.of()
                : random.ints(count, 0, parents.size())
                        .mapToObj(i -> String.valueOf(parents.get(i)))
                        .toList();
    }

    /** The partition of {@code events} that a row of that value is in. */
    static int bucket(String value) {
        return value.isEmpty() ? 0 : value.charAt(value.length() - 1) % 3;
    }
}
