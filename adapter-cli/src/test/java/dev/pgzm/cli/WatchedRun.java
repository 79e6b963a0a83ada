package dev.pgzm.cli;

import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.BuildProgress;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A run of a shop, as it is told. */
final class WatchedRun {
    static final WorkItem ORDERS = new WorkItem(WorkKind.COPY, "public.orders", 100 << 20);
    static final WorkItem CUSTOMERS = new WorkItem(WorkKind.COPY, "public.customers", 20 << 20);
    static final WorkItem KEY = new WorkItem(WorkKind.BUILD, "index public.customers_pkey", 20 << 20);
    static final WorkItem INDEX = new WorkItem(WorkKind.BUILD, "index public.orders_by_customer", 100 << 20);
    static final WorkItem USERS = new WorkItem(WorkKind.PRESERVE, "users", 1 << 20);

    private WatchedRun() {}

    static void tell(Progress progress) {
        begin(progress);
        Activity key = halfWay(progress);
        progress.ended(key, Duration.ofSeconds(4));
        progress.left(MigrationStatus.RESTORING, Duration.ofSeconds(19));
        progress.entered(MigrationStatus.SYNCING);
        Activity users = new Activity(USERS);
        progress.began(users);
        users.advance(0, 1 << 20);
        progress.ended(users, Duration.ofMillis(30));
        progress.queued("users", 12, Duration.ofMillis(1500));
        progress.entered(MigrationStatus.SWAPPING);
        progress.waiting("the locks of the live schema, attempt 1: process 7 of user ada");
        progress.swapped(2, Duration.ofNanos(1_234_567));
    }

    static void begin(Progress progress) {
        progress.began(Samples.ID);
        progress.entered(MigrationStatus.VALIDATING);
        progress.found(Samples.OLD_TRANSACTION);
        progress.left(MigrationStatus.VALIDATING, Duration.ofMillis(120));
        progress.planned(2, 120 << 20);
        progress.entered(MigrationStatus.RESTORING);
        progress.scheduled(List.of(ORDERS, CUSTOMERS, KEY, INDEX));
    }

    /** The customers are copied, half of the orders too, and the customers' key is being built. */
    static Activity halfWay(Progress progress) {
        Activity orders = new Activity(ORDERS);
        Activity customers = new Activity(CUSTOMERS);
        progress.began(orders);
        progress.began(customers);
        customers.settle(1000, 10 << 20);
        progress.ended(customers, Duration.ofSeconds(2));
        orders.advance(50_000, 25 << 20);
        Activity key = new Activity(KEY, () -> Optional.of(new BuildProgress("scanning table", 50, 100)));
        progress.began(key);
        return key;
    }
}
