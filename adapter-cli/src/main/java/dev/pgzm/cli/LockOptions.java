package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableTarget;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How patient the swap is. */
@Under(Heading.SWAP)
final class LockOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--lock-timeout",
            paramLabel = "MS",
            description = "Milliseconds that one attempt waits for a lock."
                    + " Default: 250, or what the migration began with.  (PGZM_LOCK_TIMEOUT)")
    private @Nullable Long lockMillis;

    @Option(
            names = "--swap-timeout",
            paramLabel = "SECONDS",
            description = "Seconds in which attempts at the locks are repeated."
                    + " Default: 300, or what the migration began with.  (PGZM_SWAP_TIMEOUT)")
    private @Nullable Long swapSeconds;

    @Option(
            names = "--on-blocked",
            paramLabel = "wait|cancel|terminate",
            description = "What to do about sessions that hold what the swap must lock: wait for them,"
                    + " cancel their statements, or end their connections."
                    + " Default: wait, or what the migration began with.  (PGZM_ON_BLOCKED)")
    private @Nullable BlockedPolicy onBlocked;

    void addTo(ImmutablePlan.Builder plan) {
        lockTimeout().ifPresent(plan::lockTimeout);
        swapTimeout().ifPresent(plan::swapTimeout);
        Optional.ofNullable(onBlocked).ifPresent(plan::onBlocked);
    }

    void addTo(ImmutableTarget.Builder target) {
        target.lockTimeout(lockTimeout()).swapTimeout(swapTimeout()).onBlocked(Optional.ofNullable(onBlocked));
    }

    // to the server, a lock_timeout of 0 is to wait for ever
    private Optional<Duration> lockTimeout() {
        if (lockMillis != null && lockMillis < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "Cannot wait " + lockMillis + " ms for a lock: --lock-timeout takes 1 or more");
        }
        return Optional.ofNullable(lockMillis).map(Duration::ofMillis);
    }

    private Optional<Duration> swapTimeout() {
        if (swapSeconds != null && swapSeconds < 0) {
            throw new ParameterException(
                    command.commandLine(), "Cannot repeat for " + swapSeconds + " s: --swap-timeout takes 0 or more");
        }
        return Optional.ofNullable(swapSeconds).map(Duration::ofSeconds);
    }
}
