package dev.pgzm.domain.phase;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns findings that forbid a step into its error. */
public final class Refusal {
    private Refusal() {}

    /**
     * Tells every finding, and throws if one of them is an error.
     *
     * @param doing completes "Cannot ..."
     */
    public static void check(String doing, List<Finding> findings, Progress progress) {
        findings.forEach(progress::found);
        of(doing, findings).ifPresent(problem -> {
            throw new MigrationException(problem);
        });
    }

    /**
     * What the errors among findings forbid; empty where none is an error.
     *
     * @param doing completes "Cannot ..."
     */
    public static Optional<Problem> of(String doing, List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        return errors.isEmpty() ? Optional.empty() : Optional.of(problem(doing, errors));
    }

    private static Problem problem(String doing, List<Finding> errors) {
        String others = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        Problem problem = Problem.of(
                        ErrorCode.PREFLIGHT,
                        "Cannot " + doing + ": " + errors.get(0).what() + others)
                .withDetail(errors.stream()
                        .map(finding -> finding.what() + ": " + finding.why())
                        .collect(Collectors.joining("\n")))
                .withOutcome("Nothing was changed.");
        String remedies = errors.stream()
                .map(Finding::remedy)
                .filter(remedy -> !remedy.isEmpty())
                .distinct()
                .collect(Collectors.joining("\n"));
        return remedies.isEmpty() ? problem : problem.withHint(remedies);
    }
}
