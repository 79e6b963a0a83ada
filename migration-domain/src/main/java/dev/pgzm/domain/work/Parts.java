package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Cuts large tables into parts of equal pages. */
final class Parts {
    private Parts() {}

    /**
     * The parts of a table, whole where it is small or nobody would share the work. A heap without pages has no row in any
     * snapshot, and no part; other access methods may keep their rows elsewhere.
     */
    static List<Part> of(SourceTable table, Plan plan) {
        if (table.pages() == 0 && table.splittable()) {
            return List.of();
        }
        long count = Math.min(table.pages(), (table.bytes() + plan.partBytes() - 1) / plan.partBytes());
        if (!table.splittable() || plan.jobs() == 1 || count <= 1) {
            return List.of(Part.WHOLE);
        }
        List<Part> parts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long from = table.pages() * i / count;
            long to = table.pages() * (i + 1) / count;
            parts.add(new Part(from, i == count - 1 ? OptionalLong.empty() : OptionalLong.of(to)));
        }
        return parts;
    }
}
