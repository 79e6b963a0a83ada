package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.MigrationException;
import java.util.function.Supplier;

/** What fails before a run has begun is a matter of preflight, whichever side it is. */
final class BeforeBeginning {
    private BeforeBeginning() {}

    static <T> T failsAsPreflight(Supplier<T> work) {
        try {
            return work.get();
        } catch (MigrationException failed) {
            ErrorCode code = failed.problem().code();
            if (code != ErrorCode.SOURCE_FAILED && code != ErrorCode.DESTINATION_FAILED) {
                throw failed;
            }
            throw new MigrationException(
                    ImmutableProblem.copyOf(failed.problem())
                            .withCode(ErrorCode.PREFLIGHT)
                            .withOutcome("Nothing was changed."),
                    failed);
        }
    }
}
