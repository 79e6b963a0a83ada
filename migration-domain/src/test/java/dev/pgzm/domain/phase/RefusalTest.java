package dev.pgzm.domain.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final Finding OLD = new Finding(Severity.ERROR, "the server is too old", "it cannot", "");
    private static final Finding VIEW = new Finding(Severity.ERROR, "a view is there", "it would hang", "Drop it.");
    private static final Finding SLOW = new Finding(Severity.WARNING, "a lock is held", "it may wait", "Wait.");

    @Test
    void countsErrorsAndTellsEachOfThem() {
        assertThat(Refusal.of("swap", List.of(OLD, SLOW, VIEW)))
                .contains(Problem.of(ErrorCode.PREFLIGHT, "Cannot swap: the server is too old (and 1 more)")
                        .withDetail("the server is too old: it cannot\na view is there: it would hang")
                        .withHint("Drop it.")
                        .withOutcome("Nothing was changed."));
    }

    @Test
    void hintsAtNothingWhereNothingHelps() {
        assertThat(Refusal.of("begin", List.of(OLD)).orElseThrow().hint()).isEmpty();
    }

    @Test
    void forbidsNothingForAWarning() {
        assertThat(Refusal.of("swap", List.of(SLOW))).isEmpty();
    }

    @Test
    void tellsEveryFindingBeforeItRefuses() {
        List<Finding> told = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void found(Finding finding) {
                told.add(finding);
            }
        };

        Refusal.check("swap", List.of(SLOW), progress);
        assertThatThrownBy(() -> Refusal.check("swap", List.of(SLOW, VIEW), progress))
                .isInstanceOf(MigrationException.class)
                .hasMessage("Cannot swap: a view is there");
        assertThat(told).containsExactly(SLOW, SLOW, VIEW);
    }
}
