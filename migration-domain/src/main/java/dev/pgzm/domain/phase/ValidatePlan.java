package dev.pgzm.domain.phase;

import dev.pgzm.domain.preflight.Preflight;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.DestinationLock;
import java.util.List;
import java.util.stream.Collectors;

/** VALIDATE: preflight on both sides; then the destination is this run's own. */
public final class ValidatePlan implements Phase {
    private final Preflight preflight;
    private final DestinationLock lock;

    public ValidatePlan(Preflight preflight, DestinationLock lock) {
        this.preflight = preflight;
        this.lock = lock;
    }

    @Override
    public void run(Run run) {
        Preview preview = preflight.examine(run.plan());
        preview.findings().forEach(run.progress()::found);
        List<Finding> errors = preview.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new MigrationException(refusal(errors));
        }
        run.preview(preview);
        run.lock(lock.acquire(run.plan()));
    }

    private static Problem refusal(List<Finding> errors) {
        Finding first = errors.get(0);
        String others = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return Problem.of(ErrorCode.PREFLIGHT, "Cannot begin: " + first.what() + others)
                .withDetail(errors.stream()
                        .map(finding -> finding.what() + ": " + finding.why())
                        .collect(Collectors.joining("\n")))
                .withHint(errors.stream().map(Finding::remedy).distinct().collect(Collectors.joining("\n")))
                .withOutcome("Nothing was changed.");
    }
}
