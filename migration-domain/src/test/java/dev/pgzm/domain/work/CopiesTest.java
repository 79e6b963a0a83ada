package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.ImmutableSourceTable;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://localhost/shop", name -> null);
    private static final Plan PLAN = ImmutablePlan.builder()
            .source(URL)
            .destination(URL)
            .jobs(4)
            .partBytes(1 << 20)
            .build();
    private static final SourceTable TABLE = ImmutableSourceTable.builder()
            .oid(7)
            .name(new RelationName("public", "orders"))
            .format(RowFormat.BINARY)
            .pages(1000)
            .bytes(4 << 20)
            .filenode(7)
            .unlogged(false)
            .splittable(true)
            .build();

    private static final WorkShares SHARES = ShopContents.sharesWith(TABLE, 4);

    private static CopiedPart copied(long from, OptionalLong to) {
        return new CopiedPart(7, new Part(from, to), 1, 7);
    }

    private static OptionalLong page(long page) {
        return OptionalLong.of(page);
    }

    @Test
    void missesEveryPartOfATableThatNobodyHasBegun() {
        assertThat(Copies.besides(List.of(), PLAN).missing(TABLE, SHARES)).isEqualTo(Parts.of(TABLE, SHARES, PLAN));
    }

    @Test
    void missesTheGapsHoweverTheTableWasCut() {
        Copies copies = Copies.besides(List.of(copied(300, page(500)), copied(100, page(200))), PLAN);
        assertThat(copies.missing(TABLE, SHARES))
                .containsExactly(new Part(0, page(100)), new Part(200, page(300)), new Part(500, OptionalLong.empty()));
    }

    @Test
    void missesNothingOfATableThatIsThereToItsEnd() {
        assertThat(Copies.besides(List.of(copied(0, OptionalLong.empty())), PLAN)
                        .missing(TABLE, SHARES))
                .isEmpty();
        assertThat(Copies.besides(List.of(copied(0, page(700)), copied(700, OptionalLong.empty())), PLAN)
                        .missing(TABLE, SHARES))
                .isEmpty();
    }

    @Test
    void neverTakesAGapForTheWholeTable() {
        Copies copies = Copies.besides(List.of(copied(10, OptionalLong.empty())), PLAN);
        assertThat(copies.missing(TABLE, SHARES)).noneMatch(Part::isWhole).containsExactly(new Part(0, page(10)));
    }

    @Test
    void missesNothingWhenAllRowsAreComplete() {
        assertThat(Copies.complete(List.of(), PLAN).missing(TABLE, SHARES)).isEmpty();
    }
}
