package dev.pgzm.cli;

/** Where a migration stands, in one sentence. */
final class StandingText {
    private StandingText() {}

    static String of(Situation situation) {
        return switch (situation.report().standing()) {
            case NONE ->
                "No migration of %s is known.".formatted(situation.destination().display());
            case UNFINISHED -> unfinished(situation);
            case PREPARED ->
                "Migration %s is prepared: the shadow schema is complete and waits for its swap."
                        .formatted(situation.id());
            case SWAPPED ->
                "Migration %s is swapped: the new schema is live, but not yet verified and cleaned up."
                        .formatted(situation.id());
            case COMPLETED ->
                "Migration %s is complete: the new schema is live, the former one is %s."
                        .formatted(situation.id(), situation.id().backupSchema());
            case UNDONE -> "Migration %s is undone: the live schema is as it was.".formatted(situation.id());
        };
    }

    private static String unfinished(Situation situation) {
        return situation.isRunning()
                ? "Migration %s is being prepared.".formatted(situation.id())
                : "Migration %s is unfinished, and nobody works on it.".formatted(situation.id());
    }
}
