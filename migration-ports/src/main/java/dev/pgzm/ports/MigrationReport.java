package dev.pgzm.ports;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
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

    SwapReport swap();
}
