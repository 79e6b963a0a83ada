package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    private final ShopContents shop = new ShopContents();

    private List<String> of(SourceTable table) {
        SourceContents contents = shop.contents();
        return new Completions(contents, new ScriptIndex(contents.script()), new Family(contents))
                .of(table).stream().map(ScriptEntry::label).toList();
    }

    @Test
    void areASmallTablesKeysAndIndexes() {
        SourceTable users = shop.table("users", 1);
        SourceTable orders = shop.table("orders", 1);
        shop.keys("users_pkey users");
        shop.index("users_name", "users", "btree (name)");
        shop.foreignKey("orders", "users");

        assertThat(of(users)).containsExactly("CONSTRAINT users users_pkey", "INDEX users_name");
        assertThat(of(orders)).isEmpty();
    }

    @Test
    void areNotForALargeTable() {
        SourceTable users = shop.table("users", 2);
        shop.keys("users_pkey users");

        assertThat(of(users)).isEmpty();
    }
}
