package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.state.MigrationStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person reads of each standing. */
class StatusTextTest {
    private static String text(StatusReport report) {
        return new StatusText(new Situation(report, Samples.url(Samples.DESTINATION)), java.util.Optional.empty())
                .text();
    }

    @Test
    void ofADestinationWithoutAMigration() {
        assertThat(text(new Shell().engine.status))
                .isEqualTo("No migration of postgresql://owner@new.example.com:5432/shop is known.\n");
    }

    @Test
    void ofOneThatIsBeingPrepared() {
        assertThat(text(Samples.status(Standing.UNFINISHED)
                        .runner("process 4711 of ada on db-runner-2, since 2026-11-22T18:36:22Z")
                        .record(Samples.copying().build())
                        .state(Samples.state(MigrationStatus.RESTORING)
                                .addSteps(
                                        Samples.step(MigrationStatus.VALIDATING, 0, Map.of()),
                                        Samples.unendedStep(MigrationStatus.RESTORING, 3))
                                .build())
                        .build()))
                .isEqualTo("""
                        Migration 1795372582951 is being prepared.
                          source       postgresql://reader@old.example.com:5432/shop
                          destination  postgresql://owner@new.example.com:5432/shop
                          live schema  public
                          shadow       shadow
                          runner       process 4711 of ada on db-runner-2, since 2026-11-22T18:36:22Z
                          begun        2026-11-22T18:36:23Z
                          copied       1,200,000 rows, 100.0 MB so far, of 4 tables
                        Steps:
                          2026-11-22T18:36:22Z  validating           1.5 s
                          2026-11-22T18:36:25Z  restoring            lasts
                        A swap would not succeed now, since nothing is prepared.
                        """);
    }

    @Test
    void ofOneWhoseRunnerDied() {
        assertThat(text(Samples.status(Standing.UNFINISHED)
                        .record(Samples.copying().emptiedByCrash(true).build())
                        .state(Samples.state(MigrationStatus.STOPPED)
                                .addSteps(Samples.unendedStep(MigrationStatus.RESTORING, 3))
                                .failure("Cannot copy: the source went away")
                                .build())
                        .nextCommand("pgzm resume --dest x")
                        .build()))
                .isEqualTo("""
                        Migration 1795372582951 is unfinished, and nobody works on it.
                          source       postgresql://reader@old.example.com:5432/shop
                          destination  postgresql://owner@new.example.com:5432/shop
                          live schema  public
                          shadow       shadow
                          runner       nobody
                          begun        2026-11-22T18:36:23Z
                          copied       1,200,000 rows, 100.0 MB so far, of 4 tables
                          crash        the destination crashed since, and lost the rows of the shadow schema
                          failure      Cannot copy: the source went away
                        Steps:
                          2026-11-22T18:36:25Z  restoring        not ended
                        A swap would not succeed now, since nothing is prepared.
                        Next: pgzm resume --dest x
                        """);
    }

    @Test
    void ofAPreparedOneThatCanBeSwapped() {
        assertThat(text(Samples.prepared().addObstacles(Samples.OLD_TRANSACTION).build()))
                .isEqualTo("""
                        Migration 1795372582951 is prepared: the shadow schema is complete and waits for its swap.
                          source       postgresql://reader@old.example.com:5432/shop
                          destination  postgresql://owner@new.example.com:5432/shop
                          live schema  public
                          shadow       shadow
                          runner       nobody
                          begun        2026-11-22T18:36:23Z
                          copied       6 tables, 5,770,000 rows, 514.2 MB
                          prepared     2026-11-22T18:36:35Z
                        A swap would succeed now. To know before:
                          WARNING: a transaction is 2 h old
                              because the swap may wait for it
                        Next: pgzm swap --dest postgresql://owner@new.example.com:5432/shop
                        """);
        assertThat(text(Samples.prepared().build())).contains("\nA swap would succeed now.\nNext: ");
    }

    @Test
    void ofAPreparedOneThatCannotBeSwapped() {
        assertThat(text(Samples.forbidden().build())).contains("""
                        A swap would not succeed now:
                          ERROR: view reports.v depends on table public.t
                              because it would stay on the backup
                              remedy: Drop it, or allow it with --external-dependents ignore.
                        """);
        assertThat(text(Samples.owned(Samples.prepared())))
                .contains("\nA swap would not succeed now, since somebody works on the migration.\n");
    }

    @Test
    void ofASwappedOneThatIsNotVerified() {
        assertThat(text(Samples.status(Standing.SWAPPED)
                        .record(Samples.copied().swapped(true).build())
                        .nextCommand("pgzm resume --dest x")
                        .build()))
                .startsWith("Migration 1795372582951 is swapped: the new schema is live,"
                        + " but not yet verified and cleaned up.\n")
                .doesNotContain("A swap would")
                .endsWith("\nNext: pgzm resume --dest x\n");
    }

    @Test
    void ofACompleteOne() {
        assertThat(text(Samples.status(Standing.COMPLETED)
                        .state(Samples.state(MigrationStatus.COMPLETED)
                                .goal(Goal.COMPLETED)
                                .addSteps(Samples.step(
                                        MigrationStatus.CLEANING_UP, 0, Map.of("tables", 6L, "rows", 5_770_000L)))
                                .build())
                        .build()))
                .isEqualTo("""
                        Migration 1795372582951 is complete: the new schema is live, the former one is backup_1795372582951.
                          source       postgresql://reader@old.example.com:5432/shop
                          destination  postgresql://owner@new.example.com:5432/shop
                          live schema  public
                          shadow       shadow
                          runner       nobody
                          begun        2026-11-22T18:36:22Z
                        Steps:
                          2026-11-22T18:36:22Z  cleaning up          1.5 s  rows 5,770,000, tables 6
                        """);
    }

    @Test
    void ofAnUndoneOne() {
        assertThat(text(Samples.status(Standing.UNDONE)
                        .state(Samples.state(MigrationStatus.UNDONE).build())
                        .build()))
                .isEqualTo("""
                        Migration 1795372582951 is undone: the live schema is as it was.
                          source       postgresql://reader@old.example.com:5432/shop
                          destination  postgresql://owner@new.example.com:5432/shop
                          live schema  public
                          shadow       shadow
                          runner       nobody
                          begun        2026-11-22T18:36:22Z
                        """);
    }

    @Test
    void ofOneOfWhichOnlyTheBackupIsKnown() {
        assertThat(text(Samples.status(Standing.COMPLETED).build())).isEqualTo("""
                        Migration 1795372582951 is complete: the new schema is live, the former one is backup_1795372582951.
                          destination  postgresql://owner@new.example.com:5432/shop
                          runner       nobody
                          begun        2026-11-22T18:36:22Z
                        """);
    }
}
