package dev.pgzm.postgres;

/** The keys of this tool's advisory locks, of which each database has its own. */
final class AdvisoryKeys {
    /** "pgzmlock" in ASCII, so that it can be recognized in pg_locks: held by the one run that owns the destination. */
    static final long OWNER = 0x70677A6DL << 32 | 0x6C6F636BL;
    /** "pgzmwork": shared by all sessions that change the destination for its owner. */
    static final long WORK = 0x70677A6DL << 32 | 0x776F726BL;

    /** "pgzmswap": held by the transaction of a swap, so that its end can be waited for from elsewhere. */
    static final long SWAP = 0x70677A6DL << 32 | 0x73776170L;

    private AdvisoryKeys() {}

    /** The statement that makes a session one that works for the owner; the next owner waits until it has ended. */
    static String join() {
        return "SELECT pg_catalog.pg_advisory_lock_shared(" + WORK + ")";
    }
}
