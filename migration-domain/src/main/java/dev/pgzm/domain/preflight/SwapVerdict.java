package dev.pgzm.domain.preflight;

import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.util.List;

/** How a prepared migration would be swapped now, and what stands in the way. */
public record SwapVerdict(ChosenStrategy chosen, List<Finding> findings) {
    public SwapVerdict {
        findings = List.copyOf(findings);
    }
}
