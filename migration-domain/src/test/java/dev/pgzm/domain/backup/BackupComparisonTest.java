package dev.pgzm.domain.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.backup.BackupFact;
import dev.pgzm.ports.backup.BackupFact.Kind;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackupComparisonTest {
    private static final BackupFact TABLE = new BackupFact(Kind.OBJECT, "relation goods r", "");
    private static final BackupFact INVALID = new BackupFact(Kind.INVALID, "index i is not valid", "");

    private static BackupFact rows(String value) {
        return new BackupFact(Kind.ROWS, "goods", value);
    }

    @Test
    void findsNothingInWhatIsAsItWas() {
        Set<BackupFact> facts = Set.of(TABLE, INVALID, rows("3 rows"));

        assertThat(BackupComparison.differences(Optional.of(facts), facts)).isEmpty();
    }

    @Test
    void tellsWhatIsMissingAndWhatHasChanged() {
        Set<BackupFact> recorded = Set.of(
                TABLE,
                rows("3 rows"),
                new BackupFact(Kind.PRIVILEGES, "table goods", "owner a"),
                new BackupFact(Kind.SEQUENCE, "s", "5"));
        Set<BackupFact> found = Set.of(
                rows("2 rows"),
                new BackupFact(Kind.PRIVILEGES, "table goods", "owner b"),
                new BackupFact(Kind.SEQUENCE, "s", "6"));

        assertThat(BackupComparison.differences(Optional.of(recorded), found))
                .containsExactly(
                        "missing, or not as it was: relation goods r",
                        "privileges on table goods were owner a, and are owner b",
                        "sequence s stood at 5, and stands at 6",
                        "table goods had 3 rows, and has 2 rows");
    }

    @Test
    void tellsOnceThatATableIsGone() {
        assertThat(BackupComparison.differences(Optional.of(Set.of(TABLE, rows("3 rows"))), Set.of()))
                .containsExactly("missing, or not as it was: relation goods r");
    }

    @Test
    void isNotAlarmedByWhatHasComeSince() {
        assertThat(BackupComparison.differences(Optional.of(Set.of(TABLE)), Set.of(TABLE, rows("3 rows"))))
                .isEmpty();
    }

    @Test
    void tellsWhatIsNotValidUnlessItNeverWas() {
        assertThat(BackupComparison.differences(Optional.of(Set.of(TABLE)), Set.of(TABLE, INVALID)))
                .containsExactly("index i is not valid");
        assertThat(BackupComparison.differences(Optional.empty(), Set.of(INVALID)))
                .containsExactly("index i is not valid");
    }
}
