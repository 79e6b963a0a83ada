package dev.pgzm.ports.chronicle;

import dev.pgzm.ports.progress.WorkKind;
import java.time.Duration;

/**
 * A time in which a worker was busy: with one task, or with several short ones.
 *
 * @param worker from 1
 * @param kind of the task, or of the longest
 * @param object what the task was about; empty for several
 * @param tasks at least 1
 * @param since from the begin of the run
 * @param finished false if the run ended in it
 */
public record Span(
        int worker, WorkKind kind, String object, int tasks, Duration since, Duration took, boolean finished) {
    /** When it was over, from the begin of the run. */
    public Duration until() {
        return since.plus(took);
    }
}
