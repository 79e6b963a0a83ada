package dev.pgzm.ports.progress;

/**
 * Something that a worker is to do. Parts of one table are items of one name.
 *
 * @param object a table as {@code public.orders}, or what is built, as {@code index public.orders_pkey}
 * @param size bytes on disk that it reads; 0 where that is next to nothing, or not known
 */
public record WorkItem(WorkKind kind, String object, long size) {}
