package dev.pgzm.domain.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.CleanupReport.HeldBackup;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.backup.BackupOrigin;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.ImmutableBackup;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CleanupChoiceTest {
    private static final DatabaseUrl SHOP = DatabaseUrl.parse("postgresql://app:pw@localhost/shop", name -> null);
    private static final ImmutableBackup FIRST = backup(1_000_000_000_000L);
    private static final ImmutableBackup SECOND = backup(1_100_000_000_000L);
    private static final ImmutableBackup THIRD = backup(1_200_000_000_000L);
    private static final Instant NOW = Instant.ofEpochMilli(1_300_000_000_000L);

    private static ImmutableBackup backup(long id) {
        return ImmutableBackup.builder()
                .id(new MigrationId(id))
                .origin(new BackupOrigin.Migration())
                .tables(1)
                .rows(1)
                .bytes(8192)
                .owned(true)
                .build();
    }

    private static CleanupReport choice(Optional<MigrationId> unfinished, BackupSelection selection, Backup... all) {
        List<Backup> newestFirst = Stream.of(all)
                .sorted(Comparator.comparing(Backup::replaced).reversed())
                .toList();
        return new CleanupChoice(new KnownBackups(SHOP, newestFirst), unfinished).of(selection, NOW);
    }

    private static CleanupReport choice(BackupSelection selection, Backup... all) {
        return choice(Optional.empty(), selection, all);
    }

    private static BackupSelection keep(int kept) {
        return new BackupSelection.AllButNewest(kept);
    }

    @Test
    void dropsTheOldestFirst() {
        CleanupReport report = choice(keep(1), SECOND, THIRD, FIRST);

        assertThat(report.dropped()).containsExactly(FIRST, SECOND);
        assertThat(report.held()).isEmpty();
        assertThat(report.kept()).containsExactly(THIRD);
    }

    @Test
    void keepsThoseThatAreWhole() {
        ImmutableBackup broken = THIRD.withDefect("broken off");

        CleanupReport report = choice(keep(1), FIRST, SECOND, broken);

        assertThat(report.dropped()).containsExactly(FIRST, broken);
        assertThat(report.kept()).containsExactly(SECOND);
    }

    @Test
    void dropsWhatWasReplacedBeforeAnInstant() {
        assertThat(choice(new BackupSelection.Before(SECOND.replaced()), FIRST, SECOND, THIRD)
                        .dropped())
                .containsExactly(FIRST);
        assertThat(choice(new BackupSelection.Before(SECOND.replaced().plusMillis(1)), FIRST, SECOND, THIRD)
                        .dropped())
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void refusesTheFuture() {
        Problem problem = catchThrowableOfType(
                        MigrationException.class, () -> choice(new BackupSelection.Before(NOW.plusMillis(1)), FIRST))
                .problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(problem.outcome()).contains("Nothing was changed.");
    }

    @Test
    void holdsWhatAnotherUsesUnlessThatGoesBefore() {
        ImmutableBackup used = SECOND.withDependents(new BackupDependent(FIRST.nspname(), "a column uses a type"));

        assertThat(choice(keep(0), FIRST, used, THIRD).dropped()).containsExactly(FIRST, used, THIRD);
        CleanupReport alone = choice(new BackupSelection.Exactly(List.of(used.id())), FIRST, used, THIRD);
        assertThat(alone.dropped()).isEmpty();
        assertThat(alone.held()).containsExactly(new HeldBackup(used, List.of("a column uses a type")));
        assertThat(alone.kept()).containsExactly(THIRD, FIRST);
    }

    @Test
    void holdsWhatIsUsedByWhatIsHeld() {
        ImmutableBackup foreign = FIRST.withOwned(false);
        ImmutableBackup used = SECOND.withDependents(new BackupDependent(FIRST.nspname(), "a column uses a type"));

        CleanupReport report = choice(keep(0), foreign, used, THIRD);

        assertThat(report.dropped()).containsExactly(THIRD);
        assertThat(report.held())
                .containsExactly(
                        new HeldBackup(foreign, List.of("the connected role does not own it")),
                        new HeldBackup(used, List.of("a column uses a type")));
    }

    @Test
    void holdsTheBackupOfAMigrationThatHasNotEnded() {
        CleanupReport report = choice(Optional.of(THIRD.id()), keep(0), FIRST, THIRD);

        assertThat(report.dropped()).containsExactly(FIRST);
        assertThat(report.held())
                .containsExactly(new HeldBackup(
                        THIRD, List.of("migration " + THIRD.id() + " has not ended: pgzm resume ends it")));
    }

    @Test
    void namesTheNearestOfOneThatIsUnknown() {
        MigrationId unknown = new MigrationId(1_199_999_999_999L);

        Problem problem = catchThrowableOfType(
                        MigrationException.class,
                        () -> choice(new BackupSelection.Exactly(List.of(unknown)), FIRST, SECOND, THIRD))
                .problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(problem.detail().orElseThrow()).startsWith("The nearest are " + THIRD.id() + " (");
    }
}
