package dev.pgzm.ports.catalog;

import java.nio.file.Path;

/**
 * PostgreSQL's client programs on this machine.
 *
 * @param directory holds {@code pg_dump} and {@code pg_restore}
 */
public record ClientTools(Path directory, int major) {
    /** The directory, in words. */
    public String location() {
        return directory.toString();
    }
}
