package dev.pgzm.ports.catalog;

/**
 * What preflight asks of the place where an archive is to be, or is.
 *
 * @param path absolute
 * @param isThere whether a complete archive of this tool stands there, so that none needs to be written
 * @param liveSchema the schema of which that is; empty where none is there
 * @param freeBytes of its file system, for who runs this; 0 where nothing can be written
 */
public record ArchivePlace(String path, boolean isThere, String liveSchema, long freeBytes) {}
