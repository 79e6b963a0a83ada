package dev.pgzm.cli;

import dev.pgzm.ports.progress.Activity;
import java.time.Duration;

/**
 * What finished work of one kind took.
 *
 * @param size what its items were said to read, in bytes on disk
 * @param bytes what was relayed
 * @param spent by all workers together
 */
record Effort(int items, long size, long rows, long bytes, Duration spent) {
    static final Effort NONE = new Effort(0, 0, 0, 0, Duration.ZERO);

    static Effort of(Activity activity, Duration took) {
        return new Effort(1, activity.item().size(), activity.rows(), activity.bytes(), took);
    }

    Effort plus(Effort other) {
        return new Effort(
                items + other.items,
                size + other.size,
                rows + other.rows,
                bytes + other.bytes,
                spent.plus(other.spent));
    }
}
