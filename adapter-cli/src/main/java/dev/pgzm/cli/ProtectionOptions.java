package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableProtection;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Protection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How far the servers may be pressed while the new schema is built. */
@Under(Heading.PROTECTION)
final class ProtectionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--max-rate",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "Rows are copied no faster than this many bytes in a second, by all jobs together."
                    + " Default: as fast as they can be, or what the migration began with.  (PGZM_MAX_RATE)")
    private @Nullable Long maxBytesPerSecond;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description =
                    "Connections to the source and the destination together; fewer jobs run where they would need more."
                            + " Default: 20, or what the migration began with.  (PGZM_MAX_CONNECTIONS)")
    private @Nullable Integer maxConnections;

    @Option(
            names = "--max-replica-lag",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "Pause while a replica of the destination has more WAL than this to replay."
                    + " Default: no limit, or what the migration began with.  (PGZM_MAX_REPLICA_LAG)")
    private @Nullable Long maxReplicaLag;

    @Option(
            names = "--max-retained-wal",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description =
                    "Pause while the destination keeps more WAL than this, for a replication slot or in pg_wal as a whole."
                            + " Default: no limit, or what the migration began with.  (PGZM_MAX_RETAINED_WAL)")
    private @Nullable Long maxRetainedWal;

    @Option(
            names = "--max-pause",
            paramLabel = "SECONDS",
            description = "Seconds that such a pause may last before the run gives up."
                    + " Default: 1800, or what the migration began with.  (PGZM_MAX_PAUSE)")
    private @Nullable Long maxPause;

    @Option(
            names = "--statement-timeout",
            paramLabel = "SECONDS",
            description = "Seconds that one statement may take which reads rows or builds; 0 for no limit."
                    + " Default: 0, or what the migration began with.  (PGZM_STATEMENT_TIMEOUT)")
    private @Nullable Long statementTimeout;

    @Option(
            names = "--phase-timeout",
            paramLabel = "SECONDS",
            description = "Seconds that each phase from the dump to the sync may take; 0 for no limit."
                    + " Default: 0, or what the migration began with.  (PGZM_PHASE_TIMEOUT)")
    private @Nullable Long phaseTimeout;

    void addTo(ImmutablePlan.Builder plan) {
        Optional.ofNullable(maxBytesPerSecond).ifPresent(plan::maxBytesPerSecond);
        plan.protection(protection());
    }

    void addTo(ImmutableTarget.Builder target) {
        Optional.ofNullable(maxBytesPerSecond).ifPresent(target::maxBytesPerSecond);
        target.protection(protection());
    }

    private Protection protection() {
        ImmutableProtection.Builder protection = ImmutableProtection.builder()
                .maxPause(seconds("--max-pause", maxPause))
                .statementTimeout(seconds("--statement-timeout", statementTimeout))
                .phaseTimeout(seconds("--phase-timeout", phaseTimeout));
        Optional.ofNullable(maxConnections).ifPresent(protection::maxConnections);
        Optional.ofNullable(maxReplicaLag).ifPresent(protection::maxReplicaLag);
        Optional.ofNullable(maxRetainedWal).ifPresent(protection::maxRetainedWal);
        try {
            return protection.build();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    // what PostgreSQL takes as statement_timeout, in milliseconds, is an int
    private Optional<Duration> seconds(String option, @Nullable Long seconds) {
        if (seconds != null && (seconds < 0 || seconds > Integer.MAX_VALUE / 1000)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Cannot wait for " + seconds + " s: " + option + " takes 0 to " + Integer.MAX_VALUE / 1000);
        }
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }
}
