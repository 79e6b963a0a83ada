package dev.pgzm.postgres;

import java.util.ArrayList;
import java.util.List;

/** Cuts long lists, so that no statement or transaction grows with the number of a schema's objects. */
final class Batches {
    private Batches() {}

    /** Views of the list, in its order, each of {@code size} elements but for the last. */
    static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return batches;
    }
}
