package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.restore.ShadowSchema;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class RestoreGraphTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://localhost/shop", name -> null);

    /** Milliseconds that the tasks of shop took on two cores; a copy's are those of all its parts. */
    private static final Map<String, Integer> MEASURED = Map.ofEntries(
            Map.entry("copy public.events", 2940),
            Map.entry("copy public.order_items", 3135),
            Map.entry("copy public.orders", 1420),
            Map.entry("copy public.customers", 326),
            Map.entry("copy public.products", 37),
            Map.entry("copy public.sessions", 35),
            Map.entry("CONSTRAINT order_items order_items_pkey", 1237),
            Map.entry("CONSTRAINT orders orders_pkey", 291),
            Map.entry("CONSTRAINT events events_pkey", 474),
            Map.entry("CONSTRAINT customers customers_pkey", 41),
            Map.entry("CONSTRAINT customers customers_email_key", 129),
            Map.entry("INDEX orders_customer", 470),
            Map.entry("INDEX orders_open", 150),
            Map.entry("INDEX order_items_product", 901),
            Map.entry("INDEX events_at", 198),
            Map.entry("INDEX events_customer", 491),
            Map.entry("INDEX events_payload", 2075),
            Map.entry("INDEX customers_created_at", 53),
            Map.entry("INDEX customers_lang", 110),
            Map.entry("FK CONSTRAINT order_items order_items_orders", 842),
            Map.entry("FK CONSTRAINT order_items order_items_products", 247),
            Map.entry("FK CONSTRAINT orders orders_customers", 213),
            Map.entry("statistics of public.events", 283),
            Map.entry("statistics of public.orders", 226),
            Map.entry("statistics of public.order_items", 218),
            Map.entry("statistics of public.customers", 185));

    private record Ending(Task task, long at) {}

    private static TaskGraph graph(SourceContents contents, int jobs) {
        Plan plan =
                ImmutablePlan.builder().source(URL).destination(URL).jobs(jobs).build();
        RestoreWork work = new RestoreWork(
                never(SourceSnapshot.class),
                never(ShadowSchema.class),
                new WorkLog(never(Progress.class), new Totals(), InstantSource.system()),
                plan);
        return RestoreGraph.of(Copies.besides(List.of(), plan), Creations.none(), contents, work);
    }

    /** Planning calls no port. */
    private static <T> T never(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, given) -> {
            throw new IllegalStateException(method + " was called");
        }));
    }

    private static Task task(TaskGraph graph, String label) {
        return graph.tasks().stream()
                .filter(task -> task.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(label));
    }

    /** When the last task ends if each takes as long as was measured. */
    private static long makespan(TaskGraph graph, int workers) {
        ReadyTasks ready = new ReadyTasks(graph);
        PriorityQueue<Ending> running = new PriorityQueue<>(Comparator.comparingLong(Ending::at));
        long now = 0;
        begin(graph, ready, running, workers, now);
        while (!running.isEmpty()) {
            Ending first = running.remove();
            now = first.at();
            ready.finished(first.task());
            begin(graph, ready, running, workers, now);
        }
        return now;
    }

    private static void begin(TaskGraph graph, ReadyTasks ready, PriorityQueue<Ending> running, int workers, long now) {
        while (running.size() < workers) {
            Optional<Task> next = ready.take();
            if (next.isEmpty()) {
                return;
            }
            running.add(new Ending(next.get(), now + millis(graph, next.get())));
        }
    }

    private static long millis(TaskGraph graph, Task task) {
        long parts = graph.tasks().stream()
                .filter(other -> other.label().equals(task.label()))
                .count();
        return MEASURED.getOrDefault(task.label(), 5) / parts;
    }

    private static long work(TaskGraph graph) {
        return graph.tasks().stream().mapToLong(task -> millis(graph, task)).sum();
    }

    @Test
    void beginsWithTheTableBehindWhichMostWorkWaits() {
        ShopContents contents = new ShopContents();
        contents.table("large", 150);
        contents.table("indexed", 100);
        contents.table("searched", 110);
        for (int i = 1; i <= 4; i++) {
            contents.index("indexed_" + i, "indexed", "btree (c" + i + ")");
        }
        contents.index("searched_by_word", "searched", "gin (words)");
        TaskGraph graph = graph(contents.contents(), 2);

        assertThat(graph.longestPath(task(graph, "copy public.indexed")))
                .isGreaterThan(graph.longestPath(task(graph, "copy public.large")));
        assertThat(graph.longestPath(task(graph, "copy public.searched")))
                .isGreaterThan(graph.longestPath(task(graph, "copy public.indexed")));
    }

    @Test
    void countsAChainOfForeignKeys() {
        ShopContents contents = new ShopContents();
        contents.table("alone", 110);
        contents.table("users", 100);
        contents.table("orders", 100);
        contents.keys("users_pkey users");
        contents.foreignKey("orders", "users");
        TaskGraph graph = graph(contents.contents(), 2);

        assertThat(graph.longestPath(task(graph, "copy public.users")))
                .isGreaterThan(graph.longestPath(task(graph, "copy public.orders")));
        assertThat(graph.longestPath(task(graph, "copy public.orders")))
                .isGreaterThan(graph.longestPath(task(graph, "copy public.alone")));
    }

    @Test
    void leavesNoJobIdleInAShop() {
        TaskGraph graph = graph(ShopContents.shop(), 2);

        assertThat(makespan(graph, 2)).isLessThan(work(graph) / 2 * 104 / 100);
    }

    @Test
    void isBoundByTheLongestChainOnceThereAreMoreJobs() {
        TaskGraph graph = graph(ShopContents.shop(), 3);
        long chain = List.of(
                        "copy public.order_items",
                        "CONSTRAINT order_items order_items_pkey",
                        "INDEX order_items_product",
                        "FK CONSTRAINT order_items order_items_orders",
                        "FK CONSTRAINT order_items order_items_products",
                        "statistics of public.order_items")
                .stream()
                .mapToLong(label -> MEASURED.getOrDefault(label, 0))
                .sum();

        assertThat(makespan(graph, 3)).isBetween(chain, chain * 104 / 100);
    }

    @Test
    void validatesKeysToOneTableAtOnce() {
        ShopContents contents = new ShopContents();
        contents.table("tenants", 2);
        contents.keys("tenants_pkey tenants");
        for (int i = 1; i <= 4; i++) {
            contents.table("t" + i, 10);
            contents.foreignKey("t" + i, "tenants");
        }
        contents.foreignKey("t1", "t2");
        TaskGraph graph = graph(contents.contents(), 4);

        Task one = task(graph, "FK CONSTRAINT t1 t1_tenants");
        assertThat(meets(one, task(graph, "FK CONSTRAINT t2 t2_tenants"))).isTrue();
        assertThat(meets(one, task(graph, "FK CONSTRAINT t1 t1_t2"))).isFalse();
        assertThat(meets(task(graph, "FK CONSTRAINT t3 t3_tenants"), task(graph, "statistics of public.tenants")))
                .isTrue();
        assertThat(meets(
                        task(graph, "add FK CONSTRAINT t3 t3_tenants"), task(graph, "add FK CONSTRAINT t4 t4_tenants")))
                .isFalse();
    }

    private static boolean meets(Task one, Task other) {
        return one.access().entrySet().stream()
                .noneMatch(use -> Optional.ofNullable(other.access().get(use.getKey()))
                        .filter(use.getValue()::conflictsWith)
                        .isPresent());
    }

    @Test
    void hasOneTaskForAllOfASmallTable() {
        ShopContents contents = new ShopContents();
        contents.table("tenants", 1);
        contents.keys("tenants_pkey tenants");
        contents.index("tenants_name", "tenants", "btree (name)");
        contents.table("orders", 10);
        contents.foreignKey("orders", "tenants");
        TaskGraph graph = graph(contents.contents(), 2);

        assertThat(graph.tasks().stream().map(Task::label).filter(label -> label.contains("tenants")))
                .containsExactly(
                        "copy public.tenants",
                        "add FK CONSTRAINT orders orders_tenants",
                        "FK CONSTRAINT orders orders_tenants");
        assertThat(task(graph, "add FK CONSTRAINT orders orders_tenants").predecessors())
                .contains(task(graph, "copy public.tenants"));
    }

    @Test
    void addsAKeyWhenBothTablesAreThereAndNeverWaitsForStatistics() {
        TaskGraph graph = graph(ShopContents.shop(), 2);
        Task addition = task(graph, "add FK CONSTRAINT orders orders_customers");

        assertThat(addition.predecessors())
                .extracting(Task::label)
                .containsExactlyInAnyOrder(
                        "copy public.orders", "copy public.customers", "CONSTRAINT customers customers_pkey");
        assertThat(task(graph, "FK CONSTRAINT orders orders_customers").predecessors())
                .extracting(Task::label)
                .containsExactlyInAnyOrder(
                        "add FK CONSTRAINT orders orders_customers",
                        "CONSTRAINT orders orders_pkey",
                        "INDEX orders_customer",
                        "INDEX orders_open");
    }

    @Test
    void fillsAViewWhenWhatItNamesIsCompleteIfItCanReadNothingElse() {
        ShopContents contents = new ShopContents();
        contents.table("orders", 100);
        contents.table("others", 100);
        contents.keys("orders_pkey orders");
        contents.function("f");
        contents.view("totals", "shop", "orders");
        contents.view("best", "shop", "totals");
        contents.view("calling", "shop", "orders", "f");
        contents.view("foreign", "somebody", "orders");
        TaskGraph graph = graph(contents.contents(), 2);
        Task privileges = task(graph, "privileges");

        assertThat(task(graph, "MATERIALIZED VIEW totals").predecessors())
                .extracting(Task::label)
                .containsOnly("copy public.orders", "CONSTRAINT orders orders_pkey", "statistics of public.orders");
        assertThat(task(graph, "MATERIALIZED VIEW best").predecessors())
                .contains(task(graph, "MATERIALIZED VIEW totals"))
                .doesNotContain(task(graph, "copy public.others"), privileges);
        assertThat(task(graph, "MATERIALIZED VIEW calling").predecessors()).contains(privileges);
        assertThat(task(graph, "MATERIALIZED VIEW foreign").predecessors()).contains(privileges);
        assertThat(task(graph, "statistics of public.totals").predecessors())
                .contains(task(graph, "MATERIALIZED VIEW totals"));
    }

    @Test
    void buildsATablesKeysBeforeItsIndexes() {
        TaskGraph graph = graph(ShopContents.shop(), 2);

        assertThat(task(graph, "INDEX customers_lang").predecessors())
                .contains(task(graph, "CONSTRAINT customers customers_email_key"));
        assertThat(task(graph, "CONSTRAINT customers customers_email_key").predecessors())
                .contains(task(graph, "CONSTRAINT customers customers_pkey"));
    }
}
