package dev.pgzm.cli;

import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SourceLocking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that make a plan; each can also be set by its {@code PGZM_} variable. */
final class PlanOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--source",
            paramLabel = "URL",
            required = true,
            defaultValue = "${env:PGZM_SOURCE}",
            description = "The database to copy: postgresql://user@host:port/database?sslmode=...  (PGZM_SOURCE)")
    private String source = "";

    @Option(
            names = {"--dest", "--destination"},
            paramLabel = "URL",
            required = true,
            defaultValue = "${env:PGZM_DEST}",
            description = "The live database to replace, likewise.  (PGZM_DEST)")
    private String destination = "";

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "${env:PGZM_JOBS}",
            description = "Tables and indexes worked on at once. Default: the number of cores, at most 8.  (PGZM_JOBS)")
    private @Nullable Integer jobs;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "${env:PGZM_SCHEMA:-public}",
            description = "The live schema, on both sides. Default: public.  (PGZM_SCHEMA)")
    private String schema = "";

    @Option(
            names = "--shadow-schema",
            paramLabel = "NAME",
            defaultValue = "${env:PGZM_SHADOW_SCHEMA:-shadow}",
            description = "Where the new schema is built. Default: shadow.  (PGZM_SHADOW_SCHEMA)")
    private String shadowSchema = "";

    @Option(names = "--freeze-source", description = "Hold writers off the source's tables until its rows are read.")
    private boolean freezeSource;

    @Option(
            names = "--external-dependents",
            paramLabel = "refuse|ignore",
            defaultValue = "${env:PGZM_EXTERNAL_DEPENDENTS:-refuse}",
            description = "What to do about views, foreign keys and the like of other schemas that use the live schema."
                    + " Default: refuse.  (PGZM_EXTERNAL_DEPENDENTS)")
    private DependentPolicy externalDependents = DependentPolicy.REFUSE;

    @Option(
            names = "--lock-timeout",
            paramLabel = "MS",
            defaultValue = "${env:PGZM_LOCK_TIMEOUT:-250}",
            description = "Milliseconds that one attempt waits for a lock. Default: 250.  (PGZM_LOCK_TIMEOUT)")
    private long lockTimeoutMillis;

    @Option(
            names = "--swap-timeout",
            paramLabel = "SECONDS",
            defaultValue = "${env:PGZM_SWAP_TIMEOUT:-300}",
            description = "Seconds in which attempts at the locks are repeated. Default: 300.  (PGZM_SWAP_TIMEOUT)")
    private long swapTimeoutSeconds;

    @Option(
            names = "--part-size",
            paramLabel = "MIB",
            defaultValue = "${env:PGZM_PART_SIZE:-128}",
            description = "Tables larger than this many MiB are copied in parts. Default: 128.  (PGZM_PART_SIZE)")
    private long partMebibytes;

    @Option(
            names = "--index-memory",
            paramLabel = "MIB",
            defaultValue = "${env:PGZM_INDEX_MEMORY:-1024}",
            description = "MiB of maintenance_work_mem on the destination, shared by all jobs. Default: 1024."
                    + "  (PGZM_INDEX_MEMORY)")
    private long indexMebibytes;

    @Option(
            names = "--client-tools",
            paramLabel = "DIR",
            defaultValue = "${env:PGZM_CLIENT_TOOLS}",
            description = "The directory of pg_dump and pg_restore. Default: searched.  (PGZM_CLIENT_TOOLS)")
    private @Nullable Path clientTools;

    /**
     * The plan that the options describe.
     *
     * @throws CommandLine.ParameterException naming the option that is wrong
     */
    Plan plan() {
        try {
            return ImmutablePlan.builder()
                    .source(url("--source", source))
                    .destination(url("--dest", destination))
                    .jobs(jobs == null ? Math.min(8, Runtime.getRuntime().availableProcessors()) : jobs)
                    .liveSchema(schema)
                    .shadowSchema(shadowSchema)
                    .sourceLocking(freezeSource ? SourceLocking.FREEZE_WRITERS : SourceLocking.READ_ONLY)
                    .externalDependents(externalDependents)
                    .lockTimeout(Duration.ofMillis(lockTimeoutMillis))
                    .swapTimeout(Duration.ofSeconds(swapTimeoutSeconds))
                    .partBytes(partMebibytes << 20)
                    .indexMemoryBytes(indexMebibytes << 20)
                    .clientTools(Optional.ofNullable(clientTools))
                    .build();
        } catch (IllegalArgumentException wrong) {
            throw usage(String.valueOf(wrong.getMessage()));
        }
    }

    private DatabaseUrl url(String option, String text) {
        try {
            return DatabaseUrl.parse(text, System::getenv);
        } catch (IllegalArgumentException malformed) {
            throw usage("Cannot read the URL of " + option + ": " + malformed.getMessage());
        }
    }

    private CommandLine.ParameterException usage(String message) {
        if (command == null) {
            throw new IllegalStateException(message);
        }
        return new CommandLine.ParameterException(command.commandLine(), message);
    }
}
