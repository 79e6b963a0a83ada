package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.AbortReport;
import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code pgzm abort}: done, asked about, and rehearsed. */
class AbortCommandTest {
    private final Shell shell = new Shell();

    private Shell.Result abort(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "abort";
        arguments[1] = "--dest";
        arguments[2] = Samples.DESTINATION;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return shell.run(arguments);
    }

    @Test
    void saysWhatItRemoved() {
        shell.engine.removed = new AbortReport(Optional.of(Samples.ID), List.of("schema shadow", "the state"));

        assertThat(abort()).isEqualTo(new Shell.Result(0, """
                                Migration 1795372582951 is undone: the live schema of postgresql://owner@new.example.com:5432/shop was not touched.
                                  removed  schema shadow
                                  removed  the state
                                """, ""));
        assertThat(shell.engine.methods()).containsExactly("abort");
    }

    @Test
    void saysThatNothingWasLeft() {
        assertThat(abort().out())
                .isEqualTo("No migration of postgresql://owner@new.example.com:5432/shop is known:"
                        + " nothing was changed.\n");

        shell.engine.removed = new AbortReport(Optional.of(Samples.ID), List.of());
        assertThat(abort().out()).isEqualTo("Nothing was left to remove of migration 1795372582951.\n");

        shell.engine.removed = new AbortReport(Optional.empty(), List.of("schema shadow"));
        assertThat(abort().out()).startsWith("What was left is undone: ");
    }

    @Test
    void asksAtATerminal() {
        shell.engine.status = Samples.prepared().build();
        shell.person.isThere = true;

        assertThat(abort()).isEqualTo(new Shell.Result(0, "Nothing was changed.\n", ""));
        assertThat(shell.person.questions)
                .containsExactly("Abort migration 1795372582951: schema shadow with 6 tables, 5,770,000 rows, 514.2 MB,"
                        + " and the tool's own schema pgzm of postgresql://owner@new.example.com:5432/shop"
                        + " is removed. Go on? [y/N] ");
        assertThat(shell.engine.methods()).containsExactly("status");

        shell.person.answer = "y";
        abort();
        assertThat(shell.engine.methods()).containsExactly("status", "status", "abort");
        assertThat(shell.engine.target().id()).contains(Samples.ID);

        abort("--yes");
        assertThat(shell.person.questions).hasSize(2);
    }

    @Test
    void doesNotAskWhereNothingWouldBeRemoved() {
        shell.person.isThere = true;

        assertThat(abort().exitCode()).isZero();
        assertThat(shell.person.questions).isEmpty();
        assertThat(shell.engine.methods()).containsExactly("status", "abort");
    }

    @Test
    void rehearses() {
        shell.engine.status = Samples.status(Standing.UNFINISHED)
                .record(Samples.copying().build())
                .build();
        assertThat(abort("--dry-run")).isEqualTo(new Shell.Result(0, """
                                Migration 1795372582951 is unfinished, and nobody works on it.
                                To abort it is to remove schema shadow with 4 tables, 1,200,000 rows, 100.0 MB, and the tool's own schema pgzm.
                                Nothing was changed: this was a dry run.
                                """, ""));

        shell.engine.status = Samples.status(Standing.UNFINISHED).build();
        assertThat(abort("--dry-run").out()).contains("To abort it is to remove what was begun.\n");

        shell.engine.status = Samples.status(Standing.UNDONE).build();
        assertThat(abort("--dry-run").out()).contains("\nNothing is left to remove.\n");
        assertThat(shell.engine.methods()).containsOnly("status");
    }

    @Test
    void rehearsesARefusal() {
        shell.engine.status = Samples.status(Standing.SWAPPED)
                .putRefusals(Continuation.ABORT, Samples.SWAPPED)
                .build();
        assertThat(abort("--dry-run")).isEqualTo(new Shell.Result(10, "", """
                                ERROR:  Cannot abort: it is swapped already
                                STATE:  Nothing was changed.
                                """));

        shell.engine.status = Samples.owned(Samples.prepared());
        assertThat(abort("--dry-run").err())
                .startsWith("ERROR:  Cannot begin: another run of pgzm owns the destination\n");
        assertThat(shell.engine.methods()).containsOnly("status");
    }
}
