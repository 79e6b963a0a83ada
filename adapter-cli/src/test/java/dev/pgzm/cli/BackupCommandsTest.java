package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.cli.testing.Schemas;
import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.RollbackScope;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.plan.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pgzm list}, {@code verify}, {@code rollback} and {@code cleanup}: done, asked about, rehearsed, misspelt. */
class BackupCommandsTest {
    private final Shell shell = new Shell();

    private Shell.Result run(String command, String... more) {
        Shell.Result result =
                shell.run(Stream.concat(Stream.of(command, "--dest", Samples.DESTINATION), Stream.of(more))
                        .toArray(String[]::new));
        if (Arrays.asList(more).contains("--json")) {
            Schemas.result(result.out());
        }
        return result;
    }

    @Test
    void listsBackupsAsATable() {
        assertThat(run("list")).isEqualTo(new Shell.Result(0, """
                BACKUP                REPLACED                  AGE    BY         TABLES  ROWS        SIZE      STATE      USED BY
                backup_1795372582951  2026-11-22T18:36:22.951Z  30 h   migration  6       ~5,770,000  514.2 MB  whole      nobody
                backup_1722614400000  2024-08-02T16:00:00Z      843 d  hand       6       ~5,770,000  514.2 MB  not whole  1 outside
                backup_1722614400000 is not whole: a clean-up has begun to drop it, and was broken off
                backup_1722614400000 is used from outside:
                  view reports.v uses table backup_1722614400000.t
                """, ""));
        assertThat(run("list", "--exact").out()).contains("  5,770,000  ");
        assertThat(shell.backups.arguments).containsExactly(RowCounting.ESTIMATED, RowCounting.EXACT);
        assertThat(run("list", "--dry-run").out()).endsWith("Nothing was changed: this was a dry run.\n");
        shell.backups.backups = List.of();
        assertThat(run("list").out()).isEqualTo("postgresql://owner@new.example.com:5432/shop has no backup.\n");
    }

    @Test
    void listsBackupsForAProgram() {
        assertThat(run("list", "--json").out())
                .startsWith(
                        "{\n  \"result\" : \"backups\",\n  \"asked\" : \"2026-11-24T00:36:22.951Z\",\n  \"rowsCounted\" : false,\n")
                .contains("""
                            "id" : 1722614400000,
                            "schema" : "backup_1722614400000",
                            "replaced" : "2024-08-02T16:00:00Z",
                            "origin" : "byhand",
                            "rollbackTo" : null,
                            "liveSchema" : null,
                            "tables" : 6,
                            "rows" : 5770000,
                            "bytes" : 539187814,
                            "whole" : false,
                        """.indent(0).stripTrailing());
    }

    @Test
    void saysThatABackupCanBeTrusted() {
        assertThat(run("verify", "--latest", "-j", "3")).isEqualTo(new Shell.Result(0, """
                backup_1795372582951 is as it must be.
                  read     6 tables, their rows compared with what was recorded
                  checked  9 indexes row by row
                  took     1.5 s
                """, ""));
        assertThat(shell.backups.lastArgument())
                .isEqualTo(ImmutableTarget.builder()
                        .destination(Samples.url(Samples.DESTINATION))
                        .jobs(3)
                        .build());
        assertThat(run("verify", "--latest", "--dry-run").out())
                .startsWith("Would read backup_1795372582951 (2026-11-22T18:36:22.951Z, 6 tables, 514.2 MB).\n");
        assertThat(run("verify", "--latest", "--dry-run", "--json").out()).contains("\"dryRun\" : true");
        assertThat(shell.backups.calls).containsExactly("verify", "find", "find");
    }

    @Test
    void namesWhatABackupLacks() {
        shell.backups.verification = dev.pgzm.ports.ImmutableVerificationReport.copyOf(shell.backups.verification)
                .withDefects("missing, or not as it was: index orders_pkey valid");

        assertThat(run("verify", "--timestamp", "1795372582951").exitCode()).isEqualTo(9);
        assertThat(run("verify", "--timestamp", "1795372582951").err()).isEqualTo("""
                ERROR:  Cannot trust backup_1795372582951: 1 of its properties are not as they must be
                DETAIL:  missing, or not as it was: index orders_pkey valid
                STATE:  Nothing was changed.
                HINT:  Roll back to another backup, if need be, or mend this one.
                """);
        Shell.Result json = run("verify", "--timestamp", "1795372582951", "--json");
        assertThat(json.exitCode()).isEqualTo(9);
        assertThat(json.out()).contains("\"defects\" : [ \"missing, or not as it was: index orders_pkey valid\" ]");
    }

    @Test
    void rollsBack() {
        assertThat(run("rollback", "--latest")).isEqualTo(new Shell.Result(0, """
                Rolled back: schema public of postgresql://owner@new.example.com:5432/shop is what backup_1795372582951 was.
                  swapped  in attempt 1, after 3 ms of waiting; writers were held off for 2 ms
                  backup   the replaced schema is backup_1795372642951
                """, ""));
        run(
                "rollback",
                "--timestamp=1795372582951",
                "--schema=app",
                "--lock-timeout=100",
                "--swap-timeout=9",
                "--jobs=2");
        assertThat(shell.backups.lastArgument())
                .isEqualTo(ImmutableTarget.builder()
                        .destination(Samples.url(Samples.DESTINATION))
                        .id(Samples.ID)
                        .liveSchema("app")
                        .lockTimeout(Duration.ofMillis(100))
                        .swapTimeout(Duration.ofSeconds(9))
                        .jobs(2)
                        .build());
        assertThat(run("rollback", "--latest", "--json").out()).contains("\"replaced\" : 1795372642951");
    }

    @Test
    void keepsTablesInARollback() {
        shell.backups.scope = new RollbackScope("public", List.of("Odd", "users"), List.of("goods"));
        String kept = "\"Odd\",us*";
        assertThat(run("rollback", "--latest", "--keep-tables", kept).out())
                .endsWith("  kept     the rows of Odd, users\n");
        assertThat(((Target) shell.backups.lastArgument()).keepTables()).isEqualTo(TablePattern.list(kept));
        for (String form : List.of("--json", "--dry-run --json")) {
            assertThat(run("rollback", ("--latest --keep-tables " + kept + " " + form).split(" "))
                            .out())
                    .contains("\"keptTables\" : [ \"Odd\", \"users\" ],\n  \"outdatedTables\" : [ \"goods\" ]");
        }
        shell.person.isThere = true;
        run("rollback", "--latest", "--keep-tables", kept);
        assertThat(shell.person.questions)
                .singleElement()
                .asString()
                .endsWith(" is not visible then, but for that in Odd, users. Go on? [y/N] ");
        assertThat(run("rollback", "--latest", "--keep-tables", "a,,b").exitCode())
                .isEqualTo(2);
    }

    @Test
    void asksBeforeARollbackAndDoesWhatItAskedAbout() {
        shell.person.isThere = true;
        assertThat(run("rollback", "--latest").out()).isEqualTo("Nothing was changed.\n");
        assertThat(shell.person.questions).singleElement().asString().startsWith("Roll back: backup_1795372582951 (");
        assertThat(shell.backups.calls).containsExactly("foretellRollback");

        shell.person.answer = "yes";
        run("rollback", "--latest");
        assertThat(((Target) shell.backups.lastArgument()).id()).contains(Samples.ID);
        assertThat(run("rollback", "--latest", "--yes").exitCode()).isZero();
        assertThat(shell.person.questions).hasSize(2);
    }

    @Test
    void rehearsesARollback() {
        Shell.Result possible = run("rollback", "--latest", "--dry-run");
        assertThat(possible.exitCode()).isZero();
        assertThat(possible.out())
                .startsWith("It can be rolled back now: backup_1795372582951 (")
                .endsWith("Nothing was changed: this was a dry run.\n");

        shell.backups.findings = List.of(Samples.VIEW);
        Shell.Result refused = run("rollback", "--latest", "--dry-run");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.out()).contains("ERROR: view reports.v depends on table public.t");
        assertThat(run("rollback", "--latest", "--dry-run", "--json").out()).contains("\"severity\" : \"error\"");
        assertThat(shell.backups.calls).containsOnly("foretellRollback");
    }

    @Test
    void cleansUp() {
        assertThat(run("cleanup", "--keep", "3")).isEqualTo(new Shell.Result(0, """
                Dropped:
                  backup_1795372582951 (2026-11-22T18:36:22.951Z, 6 tables, 514.2 MB)
                Kept: 1.
                """, ""));
        assertThat(shell.backups.lastArgument()).isEqualTo(new BackupSelection.AllButNewest(3));
        run("cleanup", "--timestamp", "1722614400000");
        assertThat(shell.backups.lastArgument())
                .isEqualTo(new BackupSelection.Exactly(List.of(new MigrationId(1_722_614_400_000L))));
        assertThat(run("cleanup", "--keep=3", "--json").out()).contains("\"dryRun\" : false", "\"before\" : null");
    }

    @Test
    void saysWhatItCouldNotDrop() {
        shell.backups.cleanup = new CleanupReport(
                List.of(FakeBackups.WHOLE),
                List.of(new CleanupReport.HeldBackup(FakeBackups.BY_HAND, List.of("view reports.v uses table t"))),
                List.of());

        Shell.Result result = run("cleanup", "--keep", "0");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).isEqualTo("""
                ERROR:  Cannot drop 1 of the backups: something needs them
                DETAIL:  backup_1722614400000: view reports.v uses table t
                STATE:  Dropped: backup_1795372582951.
                HINT:  Drop what uses them, or let it use something else, then run the command again.
                """);
        assertThat(run("cleanup", "--keep", "0", "--dry-run").exitCode()).isEqualTo(4);
    }

    @Test
    void asksBeforeACleanUpAndDropsWhatItAskedAbout() {
        shell.person.isThere = true;
        run("cleanup", "--keep", "1");
        assertThat(shell.backups.calls).containsExactly("foretellCleanup");
        assertThat(shell.person.questions)
                .containsExactly("Drop backup_1795372582951 (2026-11-22T18:36:22.951Z, 6 tables, 514.2 MB) of"
                        + " postgresql://owner@new.example.com:5432/shop. Go on? [y/N] ");
        shell.person.answer = "y";
        run("cleanup", "--keep", "1");
        assertThat(shell.backups.lastArgument()).isEqualTo(new BackupSelection.Exactly(List.of(Samples.ID)));
    }

    @Test
    void saysWhichInstantItTook() {
        Instant midnight =
                LocalDate.of(2026, 11, 22).atStartOfDay(ZoneId.systemDefault()).toInstant();
        assertThat(run("cleanup", "--before", "2026-11-22", "--dry-run").out())
                .startsWith("Backups that were replaced before 2026-11-22T00:00")
                .contains("which is " + midnight.toEpochMilli() + ".\nWould drop:\n");
        assertThat(shell.backups.lastArgument()).isEqualTo(new BackupSelection.Before(midnight));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T18:36:22.951Z",
                "2026-11-22T19:36:22.951+01:00",
                "2026-11-22 18:36:22.951Z",
                "1795372582951"
            })
    void understandsAnInstantInEveryForm(String text) {
        run("cleanup", "--before", text);
        assertThat(shell.backups.lastArgument()).isEqualTo(new BackupSelection.Before(Samples.BEGUN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "rollback",
                "cleanup",
                "verify --latest --timestamp 1",
                "rollback --latest --timestamp 1",
                "cleanup --keep 1 --timestamp 1",
                "cleanup --keep 1 --before 2026-11-22",
                "cleanup --keep=-1",
                "cleanup --before yesterday",
                "cleanup --before 20261122",
                "rollback --timestamp latest"
            })
    void refusesWhatIsNotExactlyOneChoice(String commandLine) {
        String[] words = commandLine.split(" ");
        Shell.Result result =
                run(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("STATE:  Nothing was changed.");
        assertThat(shell.backups.calls).isEmpty();
    }
}
