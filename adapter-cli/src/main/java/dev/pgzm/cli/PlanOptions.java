package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SourceLocking;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that make a plan; each can also be set by its {@code PGZM_} variable. */
@Under(Heading.COPY)
final class PlanOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private final SourceOptions source;

    @Mixin
    private final DestinationOptions destination;

    @Mixin
    private final JobsOption jobs = new JobsOption();

    @Under(Heading.DATABASES)
    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The live schema. Default: public; a backup knows what it was.  (PGZM_SCHEMA)")
    private String schema = "";

    @Under(Heading.DATABASES)
    @Option(
            names = "--shadow-schema",
            paramLabel = "NAME",
            defaultValue = "shadow",
            description = "Where the new schema is built. Default: shadow.  (PGZM_SHADOW_SCHEMA)")
    private String shadowSchema = "";

    @Option(names = "--freeze-source", description = "Hold writers off the source's tables until its rows are read.")
    private boolean freezeSource;

    @Mixin
    private final ArchiveOptions archive = new ArchiveOptions();

    @Mixin
    private final DependentsOption externalDependents = new DependentsOption();

    @Mixin
    private final OwnershipOption ownership = new OwnershipOption();

    @Mixin
    private final StrategyOption swapStrategy = new StrategyOption();

    @Mixin
    private final PreservationOptions preservation = new PreservationOptions();

    @Mixin
    private final FailureOption onFailure = new FailureOption();

    @Mixin
    private final LockOptions locks = new LockOptions();

    @Mixin
    private final ProtectionOptions protection = new ProtectionOptions();

    @Option(
            names = "--split-larger-than",
            paramLabel = "BYTES",
            defaultValue = "10GB",
            converter = ByteCount.class,
            description =
                    "Tables larger than this are copied in parts, and smaller ones where others would wait for them."
                            + " Default: 10GB.  (PGZM_SPLIT_LARGER_THAN)")
    private long partBytes;

    @Option(
            names = "--index-memory",
            paramLabel = "BYTES",
            defaultValue = "1GB",
            converter = ByteCount.class,
            description = "maintenance_work_mem on the destination, of all jobs together. Default: 1GB."
                    + "  (PGZM_INDEX_MEMORY)")
    private long indexBytes;

    @Option(
            names = "--client-tools",
            paramLabel = "DIR",
            description = "The directory of pg_dump and pg_restore. Default: searched.  (PGZM_CLIENT_TOOLS)")
    private @Nullable Path clientTools;

    PlanOptions(Function<String, @Nullable String> environment) {
        this.source = new SourceOptions(environment);
        this.destination = new DestinationOptions(environment);
    }

    /**
     * The plan that the options describe.
     *
     * @throws ParameterException naming the option that is wrong
     */
    Plan plan() {
        ImmutablePlan.Builder plan = ImmutablePlan.builder()
                .source(archive.restoresEarlier() ? destination.url() : source.requiredUrl())
                .archive(archive.archive())
                .destination(destination.url())
                .jobs(jobs.orCores())
                .liveSchema(schema)
                .shadowSchema(shadowSchema)
                .sourceLocking(freezeSource ? SourceLocking.FREEZE_WRITERS : SourceLocking.READ_ONLY)
                .ownership(ownership.policy())
                .partBytes(partBytes)
                .indexMemoryBytes(indexBytes)
                .clientTools(Optional.ofNullable(clientTools));
        externalDependents.ifGiven().ifPresent(plan::externalDependents);
        swapStrategy.ifGiven().ifPresent(plan::swapStrategy);
        onFailure.ifGiven().ifPresent(plan::onFailure);
        locks.addTo(plan);
        protection.addTo(plan);
        try {
            return plan.preservation(preservation.preservation()).build();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }
}
