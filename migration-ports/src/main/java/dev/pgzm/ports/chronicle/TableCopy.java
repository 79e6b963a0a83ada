package dev.pgzm.ports.chronicle;

import dev.pgzm.ports.progress.WorkKind;
import java.time.Duration;

/**
 * A table's copy.
 *
 * @param name as {@code public.orders}
 * @param kind {@code COPY} or {@code PRESERVE}
 * @param size bytes on disk of the original
 * @param bytes as {@link dev.pgzm.ports.progress.Activity#bytes}
 * @param took what its parts took, added up
 */
public record TableCopy(String name, WorkKind kind, long size, long rows, long bytes, Duration took) {
    /** Both together. */
    public TableCopy plus(TableCopy other) {
        return new TableCopy(
                name, kind, size + other.size, rows + other.rows, bytes + other.bytes, took.plus(other.took));
    }
}
