package dev.pgzm.ports.catalog;

/**
 * How many more sessions the connected role can open.
 *
 * @param setting what allows no more: {@code max_connections}, or a limit of the database or the role
 * @param allowed by that
 * @param used of these, by others
 */
public record ConnectionSlots(String setting, long allowed, long used) {
    /** At least 0. */
    public long free() {
        return Math.max(0, allowed - used);
    }
}
