package dev.pgzm.ports.catalog;

/**
 * The room in a server's lock table, for a transaction that locks many objects.
 *
 * @param perTransaction {@code max_locks_per_transaction}
 * @param slots for how many locked objects the whole server has room, at least
 * @param used how many it locks now
 * @param objects how many the transaction locks
 */
public record LockSpace(long perTransaction, long slots, long used, long objects) {
    public LockSpace forObjects(long number) {
        return new LockSpace(perTransaction, slots, used, number);
    }

    public boolean isEnough() {
        return objects <= slots - used;
    }

    /** Whether other sessions would be left with less than a fifth of it. */
    public boolean isTight() {
        return objects + used > slots - slots / 5;
    }

    /** The value of {@code max_locks_per_transaction} that leaves them half of it; a multiple of 64. */
    public long perTransactionNeeded() {
        long wanted = 2 * (objects + used) * perTransaction / slots;
        return (wanted / 64 + 1) * 64;
    }
}
