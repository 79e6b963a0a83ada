package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.time.Duration;
import java.util.stream.Stream;

/** A session that changes the destination for the run that owns it. */
final class WorkSession {
    /** Of one that writes many pages: the kernel would let them pile up, and then all that commit wait until they are on disk. */
    static final String WRITE_AT_ONCE = "SET backend_flush_after = '1MB'";

    private WorkSession() {}

    /** For sessions that carry rows or build; what the swap and the sync do has timeouts of its own. */
    static String statementTimeout(Plan plan) {
        return "SET statement_timeout = "
                + plan.protection().statementTimeout().orElse(Duration.ZERO).toMillis();
    }

    /**
     * @param more statements that set it up further
     */
    static Session open(Plan plan, String... more) {
        String[] all =
                Stream.concat(Stream.of(AdvisoryKeys.join()), Stream.of(more)).toArray(String[]::new);
        return Session.open(Side.DESTINATION, plan.destination(), all);
    }
}
