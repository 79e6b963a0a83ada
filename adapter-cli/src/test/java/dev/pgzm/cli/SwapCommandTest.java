package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.Standing;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code pgzm swap}: done, asked about, and rehearsed. */
class SwapCommandTest {
    private final Shell shell = new Shell();

    @BeforeEach
    void isPrepared() {
        shell.engine.status = Samples.prepared().build();
    }

    private Shell.Result swap(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "swap";
        arguments[1] = "--dest";
        arguments[2] = Samples.DESTINATION;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return shell.run(arguments);
    }

    @Test
    void swapsWithoutAQuestionInAScript() {
        assertThat(swap()).isEqualTo(new Shell.Result(0, """
                                Migration 1795372582951 is complete: schema public of postgresql://owner@new.example.com:5432/shop holds the source's.
                                  copied   6 tables, 5,770,000 rows, 514.2 MB
                                  took     12.5 s
                                  swapped  in attempt 1, after 3 ms of waiting; writers were held off for 2 ms
                                  backup   the former schema is backup_1795372582951
                                """, ""));
        assertThat(shell.person.questions).isEmpty();
        assertThat(shell.engine.methods()).containsExactly("swap");
        assertThat(shell.engine.target().id()).isEmpty();
        assertThat(swap("--yes").exitCode()).isZero();
    }

    @Test
    void asksAtATerminalAndSwapsWhatItAskedAbout() {
        shell.person.isThere = true;
        shell.person.answer = "Yes ";

        assertThat(swap().exitCode()).isZero();
        assertThat(shell.person.questions)
                .containsExactly("Swap migration 1795372582951: schema public of"
                        + " postgresql://owner@new.example.com:5432/shop becomes backup_1795372582951,"
                        + " shadow becomes live. Go on? [y/N] ");
        assertThat(shell.engine.methods()).containsExactly("status", "swap");
        assertThat(shell.engine.target().id()).contains(Samples.ID);
    }

    @Test
    void changesNothingAfterANo() {
        shell.person.isThere = true;
        for (String answer : new String[] {"", "n", "no", "yesterday"}) {
            shell.person.answer = answer;
            assertThat(swap()).isEqualTo(new Shell.Result(0, "Nothing was changed.\n", ""));
        }
        assertThat(shell.engine.methods()).doesNotContain("swap");
    }

    @Test
    void doesNotAskIfToldSo() {
        shell.person.isThere = true;

        assertThat(swap("--yes").exitCode()).isZero();
        assertThat(shell.person.questions).isEmpty();
        assertThat(shell.engine.methods()).containsExactly("swap");
    }

    @Test
    void leavesItToTheEngineToRefuseWhatIsNotPrepared() {
        shell.person.isThere = true;
        shell.engine.status = Samples.status(Standing.COMPLETED).build();

        swap("--timestamp", "17");

        assertThat(shell.person.questions).isEmpty();
        assertThat(shell.engine.methods()).containsExactly("status", "swap");
        assertThat(shell.engine.target().id()).contains(new MigrationId(17));
    }

    @Test
    void tellsAFailureOfTheEngine() {
        shell.engine.failure = Optional.of(
                Problem.of(ErrorCode.SWAP_NOT_OBTAINED, "Cannot swap: no lock").withOutcome("It stays prepared."));

        assertThat(swap())
                .isEqualTo(new Shell.Result(7, "", "ERROR:  Cannot swap: no lock\nSTATE:  It stays prepared.\n"));
    }

    @Test
    void rehearsesASwapThatWouldSucceed() {
        shell.engine.status =
                Samples.prepared().addObstacles(Samples.OLD_TRANSACTION).build();
        shell.person.isThere = true;

        assertThat(swap("--dry-run")).isEqualTo(new Shell.Result(0, """
                                Migration 1795372582951 can be swapped now: schema public of postgresql://owner@new.example.com:5432/shop becomes backup_1795372582951, shadow becomes live.
                                  WARNING: a transaction is 2 h old
                                      because the swap may wait for it
                                Nothing was changed: this was a dry run.
                                """, ""));
        assertThat(shell.engine.methods()).containsExactly("status");
        assertThat(shell.person.questions).isEmpty();
    }

    @Test
    void rehearsesASwapThatObstaclesForbid() {
        shell.engine.status =
                Samples.forbidden().addObstacles(Samples.OLD_TRANSACTION).build();

        assertThat(swap("--dry-run")).isEqualTo(new Shell.Result(4, "", """
                                ERROR:  Cannot swap: view reports.v depends on table public.t
                                DETAIL:  view reports.v depends on table public.t: it would stay on the backup
                                STATE:  Nothing was changed.
                                HINT:  Drop it, or allow it with --external-dependents ignore.
                                """));
    }

    @Test
    void rehearsesASwapThatAnotherRunForbids() {
        shell.engine.status = Samples.owned(Samples.prepared());

        assertThat(swap("--dry-run")).isEqualTo(new Shell.Result(10, "", """
                                ERROR:  Cannot begin: another run of pgzm owns the destination
                                DETAIL:  Its lock is held by process 4711 of ada on db-runner-2, since 2026-11-22T18:36:22Z.
                                STATE:  Nothing was changed.
                                HINT:  Wait until that run has ended, or end it.
                                """));
        assertThat(shell.engine.methods()).containsExactly("status");
    }

    @Test
    void rehearsesASwapOfNothing() {
        shell.engine.status = Samples.status(Standing.UNFINISHED).build();
        assertThat(swap("--dry-run")).isEqualTo(new Shell.Result(10, "", """
                                ERROR:  Cannot swap: nothing is prepared
                                DETAIL:  The catalog says so.
                                STATE:  Nothing was changed.
                                HINT:  Begin with pgzm prepare.
                                """));
    }
}
