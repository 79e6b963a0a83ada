package dev.pgzm.postgres;

/**
 * A transaction that holds what the swap must lock, or waits for it ahead of the swap.
 *
 * @param pid its process; 0 for a transaction that is prepared for two-phase commit
 * @param began when it began, in the server's words; empty where this role may not know
 * @param autovacuum whether it is the server's own housekeeping
 * @param description for a person to read
 */
record Blocker(int pid, String began, boolean autovacuum, String description) {
    @Override
    public String toString() {
        return description;
    }
}
