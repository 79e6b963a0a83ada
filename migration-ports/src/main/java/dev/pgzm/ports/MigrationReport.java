package dev.pgzm.ports;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;

/** What a finished migration did. */
@Value.Immutable
public interface MigrationReport {
    MigrationId id();

    int tables();

    long rows();

    /** Bytes of row data relayed, in COPY's format. */
    long bytes();

    Duration took();

    /** Empty where the swap was committed, but its answer was lost: the destination had to be asked. */
    Optional<SwapReport> swap();
}
