package dev.pgzm.ports.state;

import java.time.Instant;

/**
 * A process that owns the migration of a database.
 *
 * @param host its machine's name
 * @param pid its process number there
 * @param user the operating system's user
 * @param since when it became the owner; two holders are the same exactly if all four are equal
 */
public record LeaseHolder(String host, long pid, String user, Instant since) {
    /** For a person: {@code process 4711 of ada on db-runner-2, since 2026-11-22T12:00:00Z}. */
    @Override
    public String toString() {
        return "process " + pid + " of " + user + " on " + host + ", since " + since;
    }
}
