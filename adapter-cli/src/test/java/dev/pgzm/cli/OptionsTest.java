package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.FailurePolicy;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.plan.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Plans and targets, from options and from variables. */
class OptionsTest {
    private static final Target BARE = ImmutableTarget.builder()
            .destination(Samples.url(Samples.DESTINATION))
            .build();
    private static final Plan FULL = ImmutablePlan.builder()
            .source(Samples.url(Samples.SOURCE))
            .destination(Samples.url(Samples.DESTINATION))
            .jobs(3)
            .liveSchema("app")
            .shadowSchema("next")
            .externalDependents(DependentPolicy.IGNORE)
            .ownership(OwnershipPolicy.NONE)
            .swapStrategy(SwapStrategy.MOVE)
            .lockTimeout(Duration.ofMillis(100))
            .swapTimeout(Duration.ofSeconds(9))
            .onBlocked(BlockedPolicy.CANCEL)
            .onFailure(FailurePolicy.KEEP)
            .partBytes(64 << 20)
            .indexMemoryBytes(256 << 20)
            .clientTools(Path.of("/opt/pg/bin"))
            .build();

    private final Shell shell = new Shell();

    private void succeeds(String... arguments) {
        Shell.Result result = shell.run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "prepare"})
    void aPlanIsMadeOfOptions(String command) {
        succeeds(
                command,
                "--source=" + Samples.SOURCE,
                "--destination=" + Samples.DESTINATION,
                "-j3",
                "--schema=app",
                "--shadow-schema=next",
                "--freeze-source",
                "--external-dependents=ignore",
                "--ownership=none",
                "--swap-strategy=move",
                "--lock-timeout=100",
                "--swap-timeout=9",
                "--on-blocked=cancel",
                "--on-failure=keep",
                "--split-larger-than=64",
                "--index-memory=256",
                "--client-tools=/opt/pg/bin");

        assertThat(shell.engine.methods()).containsExactly(command);
        assertThat(shell.engine.plan())
                .isEqualTo(ImmutablePlan.builder()
                        .from(FULL)
                        .sourceLocking(SourceLocking.FREEZE_WRITERS)
                        .build());
    }

    @Test
    void aPlanIsMadeOfVariables() {
        shell.environment.putAll(Map.of(
                "PGZM_SOURCE", Samples.SOURCE,
                "PGZM_DEST", Samples.DESTINATION,
                "PGZM_JOBS", "3",
                "PGZM_SCHEMA", "app",
                "PGZM_SHADOW_SCHEMA", "next",
                "PGZM_EXTERNAL_DEPENDENTS", "ignore",
                "PGZM_SWAP_STRATEGY", "move",
                "PGZM_SPLIT_LARGER_THAN", "64MB",
                "PGZM_INDEX_MEMORY", "256",
                "PGZM_CLIENT_TOOLS", "/opt/pg/bin"));
        shell.environment.putAll(Map.of(
                "PGZM_LOCK_TIMEOUT",
                "100",
                "PGZM_SWAP_TIMEOUT",
                "9",
                "PGZM_ON_BLOCKED",
                "cancel",
                "PGZM_ON_FAILURE",
                "keep",
                "PGZM_OWNERSHIP",
                "none"));

        succeeds("prepare");
        assertThat(shell.engine.plan()).isEqualTo(FULL);

        succeeds("prepare", "--jobs=5", "--schema=web");
        assertThat(shell.engine.plan())
                .isEqualTo(ImmutablePlan.builder()
                        .from(FULL)
                        .jobs(5)
                        .liveSchema("web")
                        .build());
    }

    @Test
    void aPlanHasDefaults() {
        shell.environment.put("PGZM_JOBS", "");
        succeeds("start", "--source", Samples.SOURCE, "--dest", Samples.DESTINATION);

        assertThat(shell.engine.plan())
                .isEqualTo(ImmutablePlan.builder()
                        .from(Samples.plan())
                        .jobs(Math.min(8, Runtime.getRuntime().availableProcessors()))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap", "status", "resume", "abort"})
    void aTargetNeedsTheDestinationOnly(String command) {
        succeeds(command, "--dest", Samples.DESTINATION);
        assertThat(shell.engine.target()).isEqualTo(BARE);

        shell.environment.put("PGZM_DEST", Samples.DESTINATION);
        succeeds(command, "--timestamp", "1795372582951");
        assertThat(shell.engine.target())
                .isEqualTo(ImmutableTarget.builder()
                        .from(BARE)
                        .id(new MigrationId(1795372582951L))
                        .build());

        shell.environment.clear();
        assertThat(shell.run(command).exitCode()).isEqualTo(2);
        assertThat(shell.run(command).err()).startsWith("ERROR:  Missing required option: '--dest=URL'\n");
    }

    @Test
    void aTargetIsMadeOfOptions() {
        succeeds(
                "swap",
                "--dest",
                Samples.DESTINATION,
                "--lock-timeout=100",
                "--swap-timeout=0",
                "--on-blocked=terminate",
                "--on-failure=keep",
                "--external-dependents=IGNORE",
                "--swap-strategy=MOVE");
        assertThat(shell.engine.target())
                .isEqualTo(ImmutableTarget.builder()
                        .from(BARE)
                        .lockTimeout(Duration.ofMillis(100))
                        .swapTimeout(Duration.ZERO)
                        .onBlocked(BlockedPolicy.TERMINATE)
                        .onFailure(FailurePolicy.KEEP)
                        .externalDependents(DependentPolicy.IGNORE)
                        .swapStrategy(SwapStrategy.MOVE)
                        .build());

        succeeds("resume", "--dest", Samples.DESTINATION, "--jobs=3", "--lock-timeout=100", "--swap-timeout=9");
        assertThat(shell.engine.target())
                .isEqualTo(ImmutableTarget.builder()
                        .from(BARE)
                        .jobs(3)
                        .lockTimeout(Duration.ofMillis(100))
                        .swapTimeout(Duration.ofSeconds(9))
                        .build());
    }

    @Test
    void aTargetIsMadeOfVariables() {
        shell.environment.putAll(Map.of(
                "PGZM_DEST", "postgresql://new.example.com/shop",
                "PGZM_SOURCE", Samples.SOURCE,
                "PGZM_JOBS", "3",
                "PGZM_LOCK_TIMEOUT", "100",
                "PGZM_SWAP_TIMEOUT", "9",
                "PGZM_ON_BLOCKED", "wait",
                "PGZM_EXTERNAL_DEPENDENTS", "ignore",
                "PGZM_SWAP_STRATEGY", "move",
                "PGUSER", "owner"));

        succeeds("swap");
        assertThat(shell.engine.target())
                .isEqualTo(ImmutableTarget.builder()
                        .from(BARE)
                        .lockTimeout(Duration.ofMillis(100))
                        .swapTimeout(Duration.ofSeconds(9))
                        .onBlocked(BlockedPolicy.WAIT)
                        .externalDependents(DependentPolicy.IGNORE)
                        .swapStrategy(SwapStrategy.MOVE)
                        .build());
        succeeds("abort");
        assertThat(shell.engine.target()).isEqualTo(BARE);
    }

    @Test
    void aVariableThatNoOptionNamesSetsNothing() {
        shell.environment.putAll(Map.of(
                "PGZM_DEST", Samples.DESTINATION,
                "PGZM_TIMESTAMP", "17",
                "PGZM_DRY_RUN", "true",
                "PGZM_HELP", "true"));

        succeeds("abort");
        assertThat(shell.engine.methods()).containsExactly("abort");
        assertThat(shell.engine.target()).isEqualTo(BARE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "swap|--dest=mysql://root:geheim@x|Cannot read the URL of --dest: a connection URL looks like postgresql://",
                "resume|--source=mysql://root:geheim@x|Cannot read the URL of --source: a connection URL looks like postgresql://",
                "resume|--jobs=0|jobs must be at least 1: 0",
                "swap|--lock-timeout=0|Cannot wait 0 ms for a lock: --lock-timeout takes 1 or more",
                "swap|--swap-timeout=-1|Cannot repeat for -1 s: --swap-timeout takes 0 or more",
                "swap|--timestamp=noon|Invalid value for option '--timestamp': 'noon' is not a long",
                "swap|--jbos=3|Unknown option: '--jbos=3'",
                "swap|postgresql://u:ge heim/geheim@h/d|Unmatched argument at index 1: 'postgresql://u:********@h/d'",
                "swap|postgresql://u:geheim@h/d|Unmatched argument at index 1: 'postgresql://u:********@h/d'",
                "swap|postgresql://h/d?password=geheim&a=b|Unmatched argument at index 1: 'postgresql://h/d?password=********&a=b'",
            })
    void whatCannotBeMeantIsRefused(String command, String argument, String message) {
        shell.environment.put("PGZM_DEST", Samples.DESTINATION);

        Shell.Result result = shell.run(command, argument);

        assertThat(result.err())
                .startsWith("ERROR:  " + message)
                .contains("STATE:  Nothing was changed.\nHINT:  ")
                .endsWith("Run 'pgzm " + command + " --help'.\n")
                .doesNotContain("geheim");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(shell.engine.calls).isEmpty();
    }

    @Test
    void anOptionReadsTheSameInEveryCommand() {
        Map<String, String> texts = new TreeMap<>();
        for (CommandLine command : shell.commands().getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                String text = option.paramLabel() + " " + Arrays.toString(option.description());
                assertThat(texts.merge(option.longestName(), text, (first, second) -> first))
                        .isEqualTo(text);
            }
        }
        assertThat(texts).hasSizeGreaterThan(20);
    }
}
