package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.Resumption;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutableProtection;
import dev.pgzm.ports.plan.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code pgzm resume}, and what it says that it would do. */
class ResumeCommandTest {
    private final Shell shell = new Shell();

    private String forecast() {
        Shell.Result result = shell.run("resume", "--dry-run", "--dest", Samples.DESTINATION);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).endsWith("\nNothing was changed: this was a dry run.\n");
        assertThat(shell.engine.methods()).containsOnly("status");
        return result.out().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void goesOnAndSaysHowFarItCame() {
        shell.engine.report = Samples.report(Goal.PREPARED).build();

        assertThat(shell.run("resume", "--dest", Samples.DESTINATION)).isEqualTo(new Shell.Result(0, """
                                Migration 1795372582951 is prepared: schema shadow of postgresql://owner@new.example.com:5432/shop holds the source's public and waits for its swap.
                                  copied   6 tables, 5,770,000 rows, 514.2 MB
                                  took     12.5 s
                                  next     pgzm swap --dest postgresql://owner@new.example.com:5432/shop
                                """, ""));
        shell.engine.report = Samples.report(Goal.COMPLETED).build();
        assertThat(shell.run("resume", "--dest", Samples.DESTINATION).out())
                .startsWith("Migration 1795372582951 is complete: ");
        assertThat(shell.engine.methods()).containsExactly("resume", "resume");
    }

    @Test
    void takesTheSourceFromItsOptionOrVariableOrThePlan() {
        shell.environment.put("PGPASSWORD", "geheim");
        shell.run("resume", "--dest", Samples.DESTINATION);
        assertThat(shell.engine.target().source()).isEmpty();
        assertThat(shell.engine.target().sourcePassword()).contains(new Secret("geheim"));

        shell.environment.put("PGZM_SOURCE", "postgresql://reader:own@standby/shop");
        shell.run("resume", "--dest", Samples.DESTINATION);
        assertThat(shell.engine.target().source()).contains(Samples.url("postgresql://reader:own@standby/shop"));
        assertThat(shell.engine.target().sourcePassword()).isEmpty();

        shell.run("resume", "--dest", Samples.DESTINATION, "--source", "postgresql://reader@third/shop");
        assertThat(shell.engine.target().source()).contains(Samples.url("postgresql://reader:geheim@third/shop"));

        shell.environment.clear();
        shell.run("resume", "--dest", Samples.DESTINATION);
        assertThat(shell.engine.target().source()).isEmpty();
        assertThat(shell.engine.target().sourcePassword()).isEmpty();
    }

    @Test
    void protectsTheServersAsItIsToldNow() {
        shell.run(
                "resume",
                "--dest",
                Samples.DESTINATION,
                "--max-rate=1MB",
                "--max-connections=9",
                "--max-replica-lag=64MB",
                "--max-retained-wal=2GB",
                "--max-pause=60",
                "--statement-timeout=3600",
                "--phase-timeout=0");
        assertThat(shell.engine.target().maxBytesPerSecond()).hasValue(1 << 20);
        assertThat(shell.engine.target().protection())
                .isEqualTo(ImmutableProtection.builder()
                        .maxConnections(9)
                        .maxReplicaLag(64 << 20)
                        .maxRetainedWal(2L << 30)
                        .maxPause(Duration.ofMinutes(1))
                        .statementTimeout(Duration.ofHours(1))
                        .phaseTimeout(Duration.ZERO)
                        .build());
        assertThat(shell.run("resume", "--dest", Samples.DESTINATION, "--max-connections=0")
                        .err())
                .contains("the connections must be at least 1: 0");
        assertThat(shell.run("resume", "--dest", Samples.DESTINATION, "--max-pause=-1")
                        .err())
                .contains("Cannot wait for -1 s: --max-pause takes 0 to 2147483");
    }

    @Test
    void wouldBeginAgainWhereNothingIsLeft() {
        shell.engine.status =
                Samples.status(Standing.UNFINISHED).resumption(Resumption.BEGIN).build();
        assertThat(forecast()).isEqualTo("To resume it is to begin again: nothing is there yet.");

        shell.engine.status =
                Samples.status(Standing.UNDONE).resumption(Resumption.BEGIN).build();
        assertThat(forecast()).isEqualTo("To resume it is to begin again: nothing is there yet.");
    }

    @Test
    void wouldBeginAgainWhereACrashHasEmptiedWhatWasBuilt() {
        shell.engine.status = Samples.status(Standing.PREPARED)
                .record(Samples.copied().emptiedByCrash(true).build())
                .resumption(Resumption.BEGIN)
                .build();

        assertThat(forecast()).isEqualTo("To resume it is to begin again: the destination crashed, and lost the rows.");
    }

    @Test
    void wouldGoOnWithWhatIsMissing() {
        shell.engine.status = Samples.status(Standing.UNFINISHED)
                .record(Samples.copying().build())
                .resumption(Resumption.BUILD)
                .build();
        assertThat(forecast())
                .isEqualTo("To resume it is to go on copying: 1,200,000 rows (100.0 MB) are there already.");

        shell.engine.status = Samples.status(Standing.UNFINISHED)
                .record(Samples.copying().rowsComplete(true).build())
                .resumption(Resumption.BUILD)
                .build();
        assertThat(forecast()).isEqualTo("To resume it is to go on with indexes and keys: all rows are there already.");
    }

    @Test
    void wouldSwapOnlyWhatIsStillToBeSwapped() {
        shell.engine.status = Samples.prepared().resumption(Resumption.SWAP).build();
        assertThat(forecast()).isEqualTo("To resume it is to go on with the swap.");

        shell.engine.status = Samples.prepared().build();
        assertThat(forecast()).isEqualTo("To resume it is to do nothing: it is prepared, and waits for its swap.");
    }

    @Test
    void wouldFinishWhatIsSwapped() {
        shell.engine.status =
                Samples.status(Standing.SWAPPED).resumption(Resumption.FINISH).build();

        assertThat(forecast()).isEqualTo("To resume it is to verify and clean up.");
    }

    @Test
    void wouldDoNothingWhereNothingIsToBeDone() {
        shell.engine.status = Samples.status(Standing.COMPLETED).build();

        assertThat(forecast()).isEqualTo("To resume it is to do nothing: nothing is left to do.");
    }

    @Test
    void wouldBeRefusedWhereNothingIs() {
        assertThat(shell.run("resume", "--dry-run", "--dest", Samples.DESTINATION))
                .isEqualTo(new Shell.Result(10, "", """
                                ERROR:  Cannot resume: no migration is there
                                STATE:  Nothing was changed.
                                """));
        assertThat(shell.engine.methods()).containsExactly("status");
    }

    @Test
    void wouldBeRefusedWhileAnotherRunIsAtIt() {
        shell.engine.status = Samples.owned(Samples.status(Standing.UNFINISHED));

        Shell.Result result = shell.run("resume", "--dry-run", "--dest", Samples.DESTINATION);

        assertThat(result.exitCode()).isEqualTo(10);
        assertThat(result.err()).startsWith("ERROR:  Cannot begin: another run of pgzm owns the destination\n");
    }
}
