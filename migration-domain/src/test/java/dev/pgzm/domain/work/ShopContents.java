package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ImmutableScriptEntry;
import dev.pgzm.ports.dump.ImmutableSourceContents;
import dev.pgzm.ports.dump.ImmutableSourceTable;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A source's contents, as far as the graph asks for them; every object's number is its OID and its dump id. */
final class ShopContents {
    private static final Set<EntryKind> PRE_DATA =
            Set.of(EntryKind.TABLE, EntryKind.MATERIALIZED_VIEW, EntryKind.FUNCTION);

    private final Map<Long, RelationName> views = new HashMap<>();
    private final List<SourceTable> tables = new ArrayList<>();
    private final List<ScriptEntry> entries = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Those of bench/shop.sql at scale 0.5, in megabytes. */
    static SourceContents shop() {
        ShopContents shop = new ShopContents();
        shop.table("customers", 16);
        shop.table("products", 1);
        shop.table("orders", 38);
        shop.table("order_items", 102);
        shop.table("events", 162);
        shop.table("sessions", 3);
        shop.keys("customers_pkey customers", "customers_email_key customers", "products_pkey products");
        shop.keys("products_sku_key products", "orders_pkey orders", "order_items_pkey order_items");
        shop.keys("events_pkey events", "sessions_pkey sessions");
        shop.index("customers_created_at", "customers", "btree (created_at)");
        shop.index("customers_lang", "customers", "btree (((profile ->> 'lang'::text)))");
        shop.index("products_tags", "products", "gin (tags)");
        shop.index("orders_customer", "orders", "btree (customer_id, placed_at DESC)");
        shop.index("orders_open", "orders", "btree (placed_at) WHERE (status = 'new')");
        shop.index("order_items_product", "order_items", "btree (product_id)");
        shop.index("events_at", "events", "brin (at)");
        shop.index("events_customer", "events", "btree (customer_id, at)");
        shop.index("events_payload", "events", "gin (payload jsonb_path_ops)");
        shop.foreignKey("orders", "customers");
        shop.foreignKey("order_items", "orders");
        shop.foreignKey("order_items", "products");
        return shop.contents();
    }

    /** Those of a source that has so much beside the table that nobody would wait for it. */
    static WorkShares sharesWith(SourceTable table, int jobs) {
        ShopContents others = new ShopContents();
        others.table("others", 1L << 20);
        others.tables.add(table);
        return others.shares(jobs);
    }

    WorkShares shares(int jobs) {
        SourceContents contents = contents();
        return new WorkShares(contents, new ScriptIndex(contents.script()), jobs);
    }

    SourceTable table(String relname, long megabytes) {
        int number = entry(EntryKind.TABLE, "TABLE " + relname, relname, List.of(), "CREATE TABLE public." + relname);
        SourceTable table = ImmutableSourceTable.builder()
                .oid(number)
                .name(new RelationName("public", relname))
                .format(RowFormat.BINARY)
                .pages(megabytes * 128)
                .bytes(megabytes << 20)
                .filenode(number)
                .unlogged(false)
                .splittable(true)
                .build();
        tables.add(table);
        return table;
    }

    SourceTable child(String relname, SourceTable parent) {
        SourceTable child = ImmutableSourceTable.copyOf(table(relname, 10)).withAncestors(List.of(parent.oid()));
        tables.set(tables.size() - 1, child);
        return child;
    }

    /** Each as its name and its table's. */
    void keys(String... keys) {
        for (String key : keys) {
            String[] names = key.split(" ");
            entry(
                    EntryKind.CONSTRAINT,
                    "CONSTRAINT " + names[1] + " " + names[0],
                    names[0],
                    List.of(number(names[1])),
                    "ALTER TABLE ONLY public." + names[1] + " ADD CONSTRAINT " + names[0] + " PRIMARY KEY (id)");
        }
    }

    /**
     * An index.
     *
     * @param tables names of what it depends on, with spaces between
     */
    void index(String name, String tables, String definition) {
        entry(
                EntryKind.INDEX,
                "INDEX " + name,
                name,
                Stream.of(tables.split(" ")).map(this::number).toList(),
                "CREATE INDEX " + name + " ON public." + tables.split(" ")[0] + " USING " + definition);
    }

    void statistics(String name, String table) {
        entry(
                EntryKind.STATISTICS,
                "STATISTICS " + name,
                name,
                List.of(number(table)),
                "CREATE STATISTICS public." + name + " ON a, b FROM public." + table);
    }

    void foreignKey(String from, String to) {
        String name = from + "_" + to;
        entry(
                EntryKind.FOREIGN_KEY,
                "FK CONSTRAINT " + from + " " + name,
                name,
                List.of(number(from), number(to), number(to + "_pkey")),
                "ALTER TABLE ONLY public." + from + " ADD CONSTRAINT " + name + " FOREIGN KEY (x) REFERENCES public."
                        + to);
    }

    /**
     * A materialized view.
     *
     * @param needed names of what it depends on
     */
    void view(String name, String owner, String... needed) {
        int number = entry(
                EntryKind.MATERIALIZED_VIEW,
                "MATERIALIZED VIEW " + name,
                name,
                Stream.of(needed).map(this::number).toList(),
                "CREATE MATERIALIZED VIEW public." + name);
        entries.set(
                entries.size() - 1,
                ImmutableScriptEntry.copyOf(entries.get(entries.size() - 1)).withOwner(owner));
        views.put((long) number, new RelationName("public", name));
    }

    void function(String name) {
        entry(EntryKind.FUNCTION, "FUNCTION " + name, name, List.of(), "CREATE FUNCTION public." + name);
    }

    /**
     * Something else that is created before the rows are there.
     *
     * @param needed names of tables, labels of others
     */
    void preData(EntryKind kind, String label, String... needed) {
        entry(kind, label, label, Stream.of(needed).map(this::number).toList(), "CREATE " + label);
        entries.set(
                entries.size() - 1,
                ImmutableScriptEntry.copyOf(entries.get(entries.size() - 1)).withSection(Section.PRE_DATA));
    }

    private int number(String name) {
        return numbers.getOrDefault(name, 0);
    }

    private int entry(EntryKind kind, String label, String name, List<Integer> dependencies, String statement) {
        int number = numbers.size() + 1;
        numbers.put(name, number);
        entries.add(ImmutableScriptEntry.builder()
                .dumpId(number)
                .oid(number)
                .kind(kind)
                .label(label)
                .dependencies(dependencies)
                .owner("shop")
                .section(PRE_DATA.contains(kind) ? Section.PRE_DATA : Section.POST_DATA)
                .addStatements(statement)
                .build());
        return number;
    }

    SourceContents contents() {
        return ImmutableSourceContents.builder()
                .snapshot("1:1:")
                .script(new SchemaScript(entries))
                .tables(tables)
                .populatedViews(views)
                .inventory(new Inventory(Set.of()))
                .build();
    }
}
