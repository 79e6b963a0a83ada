package dev.pgzm.ports;

import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;

/** What a command did that came to its goal. */
@Value.Immutable
public interface MigrationReport {
    MigrationId id();

    /** What was asked for; never holds a password. */
    Plan plan();

    Goal reached();

    int tables();

    long rows();

    /** Bytes of row data relayed, in COPY's format. */
    long bytes();

    /** From the command's begin. */
    Duration took();

    /** Empty where nothing was swapped, or the swap was committed but its answer was lost: the destination was asked. */
    Optional<SwapReport> swap();
}
