package dev.pgzm.distribution.demo;

import java.util.ArrayList;
import java.util.List;

/** Compares the two shops by what the application leaves alone: the rows that the source had when it was read. */
final class Comparison {
    private static final List<String> TABLES = List.of("customers", "products", "orders", "order_items");

    private final DemoServer source;
    private final DemoServer destination;
    private final List<Table> tables = new ArrayList<>();

    /** A table's rows before and after, and whether it equals the source's. */
    record Table(String name, String before, String after, boolean equal) {}

    Comparison(DemoServer source, DemoServer destination) {
        this.source = source;
        this.destination = destination;
    }

    /** Notes what the destination held. */
    void before() {
        TABLES.forEach(name -> tables.add(new Table(name, count(name), "", false)));
    }

    ApplicationLoad load(int connections, int customers) {
        return ApplicationLoad.start(destination, connections, customers);
    }

    /** Call when the application has stopped. */
    List<Table> after() {
        tables.replaceAll(table -> new Table(table.name(), table.before(), count(table.name()), equal(table.name())));
        return tables;
    }

    boolean isEqual() {
        return tables.stream().allMatch(Table::equal);
    }

    private String count(String name) {
        return destination.value("SELECT to_char(count(*), 'FM999,999,999') FROM " + name);
    }

    // what the application has written since the swap is marked, and is the destination's own
    private boolean equal(String name) {
        String own = name.equals("orders") ? " WHERE total <> -1" : "";
        String checksum =
                "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM " + name + " t" + own;
        return source.value(checksum).equals(destination.value(checksum));
    }
}
