package dev.pgzm.domain.phase;

import dev.pgzm.domain.preflight.ConnectionRule;
import dev.pgzm.domain.preflight.Preflight;
import dev.pgzm.domain.preflight.PreservedChoice;
import dev.pgzm.ports.Preview;

/** VALIDATE: preflight on both sides. */
public final class ValidatePlan implements Phase {
    private final Preflight preflight;

    public ValidatePlan(Preflight preflight) {
        this.preflight = preflight;
    }

    @Override
    public void run(Run run) {
        Preview preview = run.record().isPresent()
                ? preflight.examineToGoOn(run.plan(), run.id())
                : preflight.examine(run.plan());
        Refusal.check("begin", preview.findings(), run.progress());
        run.preview(preview);
        run.plan(ConnectionRule.fitted(PreservedChoice.resolved(run.plan(), preview), preview));
    }
}
