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
                .oid(1000)
                .name(new RelationName("public", "t"))
                .format(RowFormat.BINARY)
                .pages(pages)
                .bytes(pages * 8192)
                .filenode(7)
                .unlogged(false)
                .splittable(true)
                .build();
    }

    private List<Part> parts(SourceTable table) {
        return Parts.of(table, ShopContents.sharesWith(table, plan.jobs()), plan);
    }

    @Test
    void cutsALargeTableIntoEqualPagesWithAnOpenEnd() {
        assertThat(parts(table(2500)))
                .containsExactly(
                        new Part(0, OptionalLong.of(833)),
                        new Part(833, OptionalLong.of(1666)),
                        new Part(1666, OptionalLong.empty()));
    }

    @Test
    void leavesASmallTableWhole() {
        assertThat(parts(table(1024))).containsExactly(Part.WHOLE);
    }

    @Test
    void leavesATableWholeWhereNobodyWouldShareTheWork() {
        SourceTable table = table(100_000);

        assertThat(Parts.of(table, ShopContents.sharesWith(table, 1), plan.withJobs(1)))
                .containsExactly(Part.WHOLE);
        assertThat(parts(table(100_000).withSplittable(false))).containsExactly(Part.WHOLE);
    }

    @Test
    void neverMakesMorePartsThanPages() {
        assertThat(parts(table(2).withBytes(1L << 30))).hasSize(2);
    }

    @Test
    void hasNothingToCopyOfAHeapWithoutPages() {
        assertThat(parts(table(0))).isEmpty();
        assertThat(parts(table(0).withSplittable(false))).containsExactly(Part.WHOLE);
    }

    @Test
    void sharesATableAmongTheJobsThatTheOthersWouldWaitFor() {
        ImmutablePlan wide = plan.withJobs(4).withPartBytes(1L << 30);
        ShopContents contents = new ShopContents();
        SourceTable table = contents.table("events", 320);
        contents.table("others", 3 * 320);

        assertThat(Parts.of(table, contents.shares(4), wide)).containsExactly(Part.WHOLE);

        contents.index("events_payload", "events", "gin (payload)");
        assertThat(Parts.of(table, contents.shares(4), wide)).hasSize(8);
        assertThat(Parts.of(table, contents.shares(2), wide.withJobs(2))).containsExactly(Part.WHOLE);
    }

    @Test
    void leavesATableWholeThatOneJobAloneWouldWaitFor() {
        ShopContents contents = new ShopContents();
        SourceTable table = contents.table("alone", 320);

        assertThat(Parts.of(table, contents.shares(2), plan.withPartBytes(1L << 30)))
                .containsExactly(Part.WHOLE);
        assertThat(Parts.of(table, contents.shares(3), plan.withJobs(3).withPartBytes(1L << 30)))
                .hasSize(6);
    }

    @Test
    void neverSharesWhatIsNotWorthAPart() {
        ShopContents contents = new ShopContents();
        SourceTable tiny = contents.table("tiny", 1);
        assertThat(Parts.of(tiny, contents.shares(2), plan)).containsExactly(Part.WHOLE);

        ShopContents more = new ShopContents();
        SourceTable small = more.table("small", 48);
        assertThat(Parts.of(small, more.shares(8), plan.withJobs(8).withPartBytes(1L << 30)))
                .hasSize(3);
    }

    @Test
    void givesEachJobAsManyPartsOfATableThatAllWorkOn() {
        ShopContents contents = new ShopContents();
        SourceTable table = contents.table("alone", 320);

        assertThat(Parts.of(table, contents.shares(4), plan.withJobs(4).withPartBytes(32 << 20)))
                .hasSize(12);
    }

    @Test
    void keepsTheNumberOfPartsOfAHugeTableInBounds() {
        long terabyte = 1L << 27; // pages

        assertThat(parts(table(terabyte))).hasSize(128);
    }
}
