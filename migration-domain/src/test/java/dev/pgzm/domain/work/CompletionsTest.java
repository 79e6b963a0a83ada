package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    private final ShopContents shop = new ShopContents();

    private Optional<List<String>> of(SourceTable table) {
        SourceContents contents = shop.contents();
        return new Completions(contents, new ScriptIndex(contents.script()), new Family(contents))
                .of(table)
                .map(entries -> entries.stream().map(ScriptEntry::label).toList());
    }

    @Test
    void areASmallTablesKeysIndexesAndExtendedStatistics() {
        SourceTable users = shop.table("users", 1);
        SourceTable orders = shop.table("orders", 1);
        shop.keys("users_pkey users");
        shop.index("users_name", "users", "btree (name)");
        shop.statistics("users_stats", "users");
        shop.foreignKey("orders", "users");

        assertThat(of(users))
                .contains(List.of("CONSTRAINT users users_pkey", "INDEX users_name", "STATISTICS users_stats"));
        assertThat(of(orders)).contains(List.of());
    }

    @Test
    void areNotForALargeTable() {
        SourceTable users = shop.table("users", 2);
        shop.keys("users_pkey users");

        assertThat(of(users)).isEmpty();
    }

    @Test
    void areNotForATableOfWhichSomethingWaitsForAnother() {
        SourceTable users = shop.table("users", 1);
        shop.table("orders", 1);
        shop.keys("users_pkey users");
        shop.index("both", "users orders", "btree (name)");

        assertThat(of(users)).isEmpty();
    }
}
