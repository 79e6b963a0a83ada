package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreationsTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://localhost/x", name -> null);

    private final ShopContents contents = new ShopContents();
    private final SourceTable orders = contents.table("orders", 10);
    private final SourceTable others = contents.table("others", 10);

    private Creations creations() {
        return Creations.of(
                contents.contents(),
                Copies.besides(
                        List.of(),
                        ImmutablePlan.builder()
                                .source(URL)
                                .destination(URL)
                                .jobs(2)
                                .build()));
    }

    private static List<String> labels(List<ScriptEntry> entries) {
        return entries.stream().map(ScriptEntry::label).toList();
    }

    private List<String> before(Creations creations) {
        SourceContents all = contents.contents();
        return labels(creations.without(all.script().section(Section.PRE_DATA)));
    }

    @Test
    void createATableWithWhatBelongsToItAlone() {
        contents.preData(EntryKind.OTHER, "SEQUENCE orders_id");
        contents.preData(EntryKind.OTHER, "SEQUENCE OWNED BY orders_id", "orders", "SEQUENCE orders_id");
        contents.preData(EntryKind.OTHER, "DEFAULT orders id", "orders", "SEQUENCE orders_id");
        contents.preData(EntryKind.OTHER, "COMMENT COLUMN orders.id", "orders");
        Creations creations = creations();

        assertThat(labels(creations.of(orders)))
                .containsExactly(
                        "TABLE orders", "SEQUENCE OWNED BY orders_id", "DEFAULT orders id", "COMMENT COLUMN orders.id");
        assertThat(labels(creations.of(others))).containsExactly("TABLE others");
        assertThat(before(creations)).containsExactly("SEQUENCE orders_id");
    }

    @Test
    void leaveATableThatSomethingElseDependsOn() {
        contents.preData(EntryKind.OTHER, "VIEW v", "orders");
        contents.preData(EntryKind.OTHER, "COMMENT VIEW v", "VIEW v");
        Creations creations = creations();

        assertThat(creations.of(orders)).isEmpty();
        assertThat(labels(creations.of(others))).containsExactly("TABLE others");
        assertThat(before(creations)).containsExactly("TABLE orders", "VIEW v", "COMMENT VIEW v");
    }

    @Test
    void leaveTablesThatShareWhatDependsOnThem() {
        contents.preData(EntryKind.OTHER, "SEQUENCE both", "orders", "others");
        Creations creations = creations();

        assertThat(creations.of(orders)).isEmpty();
        assertThat(creations.of(others)).isEmpty();
        assertThat(before(creations)).containsExactly("TABLE orders", "TABLE others", "SEQUENCE both");
    }

    @Test
    void leaveATableThatIsCopiedInParts() {
        SourceTable large = contents.table("large", 20_000);
        Creations creations = creations();

        assertThat(creations.of(large)).isEmpty();
        assertThat(before(creations)).containsExactly("TABLE large");
    }

    @Test
    void leaveATableThatInherits() {
        SourceTable child = contents.child("child", orders);

        assertThat(creations().of(child)).isEmpty();
    }

    @Test
    void leaveAllWhereACastMayDependOnAny() {
        contents.preData(EntryKind.OTHER, "CAST (text AS public.orders)");

        assertThat(creations().of(orders)).isEmpty();
    }
}
