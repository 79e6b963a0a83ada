package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.ImmutableSourceTable;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://localhost/x", name -> null);
    private final ImmutablePlan plan = ImmutablePlan.builder()
            .source(URL)
            .destination(URL)
            .jobs(2)
            .partBytes(8 << 20)
            .build();

    private static ImmutableSourceTable table(long pages) {
        return ImmutableSourceTable.builder()
                .oid(1)
                .name(new RelationName("public", "t"))
                .format(RowFormat.BINARY)
                .pages(pages)
                .bytes(pages * 8192)
                .filenode(7)
                .unlogged(false)
                .splittable(true)
                .build();
    }

    private List<Part> parts(SourceTable table, long totalBytes) {
        return Parts.of(table, totalBytes, plan);
    }

    @Test
    void cutsALargeTableIntoEqualPagesWithAnOpenEnd() {
        assertThat(parts(table(2500), 1L << 40))
                .containsExactly(
                        new Part(0, OptionalLong.of(833)),
                        new Part(833, OptionalLong.of(1666)),
                        new Part(1666, OptionalLong.empty()));
    }

    @Test
    void leavesASmallTableWhole() {
        assertThat(parts(table(1024), 1L << 40)).containsExactly(Part.WHOLE);
    }

    @Test
    void leavesATableWholeWhereNobodyWouldShareTheWork() {
        assertThat(Parts.of(table(100_000), 1L << 30, plan.withJobs(1))).containsExactly(Part.WHOLE);
        assertThat(parts(table(100_000).withSplittable(false), 1L << 30)).containsExactly(Part.WHOLE);
    }

    @Test
    void neverMakesMorePartsThanPages() {
        assertThat(parts(table(2).withBytes(1L << 30), 1L << 30)).hasSize(2);
    }

    @Test
    void hasNothingToCopyOfAHeapWithoutPages() {
        assertThat(parts(table(0), 1)).isEmpty();
        assertThat(parts(table(0).withSplittable(false), 1)).containsExactly(Part.WHOLE);
    }

    @Test
    void sharesATableAmongTheJobsThatHoldsMoreThanItsShareOfAllBytes() {
        ImmutablePlan wide = plan.withJobs(4).withPartBytes(1L << 30);
        SourceTable table = table(40_960); // 320 MiB

        assertThat(Parts.of(table, 4 * table.bytes(), wide)).containsExactly(Part.WHOLE);
        assertThat(Parts.of(table, 2 * table.bytes(), wide)).hasSize(4);
        assertThat(Parts.of(table, table.bytes(), wide)).hasSize(8);
    }

    @Test
    void neverSharesWhatIsNotWorthAPart() {
        assertThat(Parts.of(table(2048), 2048 * 8192, plan.withPartBytes(1L << 30)))
                .containsExactly(Part.WHOLE);
    }

    @Test
    void givesEachJobAsManyPartsOfATableThatAllWorkOn() {
        SourceTable table = table(5 * 8192); // 320 MiB

        assertThat(Parts.of(table, table.bytes(), plan.withPartBytes(64 << 20))).hasSize(6);
    }

    @Test
    void keepsTheNumberOfPartsOfAHugeTableInBounds() {
        long terabyte = 1L << 27; // pages

        assertThat(parts(table(terabyte), terabyte * 8192)).hasSize(128);
    }
}
