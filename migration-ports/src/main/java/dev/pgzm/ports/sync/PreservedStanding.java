package dev.pgzm.ports.sync;

import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;

/** How a preserved table is kept in step right now. */
@Value.Immutable
public interface PreservedStanding {
    String relname();

    /** Whether every row is copied, so that only changes are still to come. */
    boolean inStep();

    /** An estimate: what the last statistics say. */
    long rows();

    /** Keys whose rows are still to be brought over. */
    long queued();

    /** Those of them whose rows could not be brought over when they were changed. */
    long errors();

    /** What was wrong the last time. */
    Optional<String> lastError();

    /** How long the oldest key has been waiting. */
    Optional<Duration> age();

    /** Why the swap would be refused for this table, whatever is queued. */
    Optional<String> obstacle();
}
