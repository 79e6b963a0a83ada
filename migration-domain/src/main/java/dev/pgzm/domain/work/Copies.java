package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Which parts of which table have still to be copied. */
public final class Copies {
    private final Plan plan;
    private final Map<Long, List<CopiedPart>> copied = new HashMap<>();
    private final Extent extent;

    private enum Extent {
        WHAT_IS_MISSING,
        NOTHING
    }

    private Copies(Plan plan, List<CopiedPart> copied, Extent extent) {
        this.plan = plan;
        this.extent = extent;
        copied.forEach(part -> this.copied
                .computeIfAbsent(part.oid(), oid -> new ArrayList<>())
                .add(part));
    }

    /** What is missing besides the parts that have arrived. */
    public static Copies besides(List<CopiedPart> copied, Plan plan) {
        return new Copies(plan, copied, Extent.WHAT_IS_MISSING);
    }

    /** Every row has arrived, whatever the source holds by now. */
    public static Copies complete(List<CopiedPart> copied, Plan plan) {
        return new Copies(plan, copied, Extent.NOTHING);
    }

    List<Part> missing(SourceTable table, WorkShares shares) {
        if (extent == Extent.NOTHING) {
            return List.of();
        }
        List<CopiedPart> there = copied.get(table.oid());
        return there == null ? Parts.of(table, shares, plan) : gaps(there);
    }

    int jobs() {
        return plan.jobs();
    }

    boolean hasArrived(SourceTable table) {
        return copied.containsKey(table.oid());
    }

    /** The page ranges between and behind those that have arrived, however the table was cut then. */
    private static List<Part> gaps(List<CopiedPart> there) {
        List<Part> sorted = there.stream()
                .map(CopiedPart::part)
                .sorted(Comparator.comparingLong(Part::fromPage))
                .toList();
        List<Part> gaps = new ArrayList<>();
        long next = 0;
        for (Part part : sorted) {
            if (part.fromPage() > next) {
                gaps.add(new Part(next, OptionalLong.of(part.fromPage())));
            }
            if (part.toPage().isEmpty()) {
                return gaps;
            }
            next = part.toPage().getAsLong();
        }
        gaps.add(new Part(next, OptionalLong.empty()));
        return gaps;
    }
}
