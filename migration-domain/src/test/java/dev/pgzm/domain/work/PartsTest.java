package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.ImmutableSourceTable;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
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

    @Test
    void cutsALargeTableIntoEqualPagesWithAnOpenEnd() {
        assertThat(Parts.of(table(2500), plan))
                .containsExactly(
                        new Part(0, OptionalLong.of(833)),
                        new Part(833, OptionalLong.of(1666)),
                        new Part(1666, OptionalLong.empty()));
    }

    @Test
    void leavesASmallTableWhole() {
        assertThat(Parts.of(table(1024), plan)).containsExactly(Part.WHOLE);
    }

    @Test
    void leavesATableWholeWhereNobodyWouldShareTheWork() {
        assertThat(Parts.of(table(100_000), plan.withJobs(1))).containsExactly(Part.WHOLE);
        assertThat(Parts.of(table(100_000).withSplittable(false), plan)).containsExactly(Part.WHOLE);
    }

    @Test
    void neverMakesMorePartsThanPages() {
        assertThat(Parts.of(table(2).withBytes(1L << 30), plan)).hasSize(2);
    }

    @Test
    void hasNothingToCopyOfAHeapWithoutPages() {
        assertThat(Parts.of(table(0), plan)).isEmpty();
        assertThat(Parts.of(table(0).withSplittable(false), plan)).containsExactly(Part.WHOLE);
    }
}
