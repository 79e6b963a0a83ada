package dev.pgzm.cli;

import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.plan.Plan;
import java.util.List;

/**
 * What has become of a migration, in a few words.
 *
 * @param mood one of good, open and bad
 * @param title a few words
 * @param text one sentence or two
 * @param commands what to do about it
 */
record Verdict(String mood, String title, String text, List<Advice> commands) {
    /** A command, and what it is for. */
    record Advice(String what, String command) {}

    static Verdict of(Chronicle chronicle) {
        return new Judge(chronicle).verdict();
    }

    /** Knows the last run. */
    private static final class Judge {
        private final Chronicle chronicle;
        private final Plan plan;
        private final Chapter last;

        private Judge(Chronicle chronicle) {
            this.chronicle = chronicle;
            this.plan = chronicle.plan();
            this.last = chronicle.chapters().get(chronicle.chapters().size() - 1);
        }

        private Verdict verdict() {
            String live = plan.liveSchema();
            String backup = chronicle.id().backupSchema();
            return switch (last.status()) {
                case COMPLETED ->
                    verdict(
                            "good",
                            "The new schema is live.",
                            "Schema " + live + " of " + place()
                                    + " holds the source's contents as of one instant. What was"
                                    + " live before is kept as " + backup + ".",
                            advice("Check that the backup is whole", "verify --timestamp " + chronicle.id()),
                            advice("Go back to the former schema", "rollback --timestamp " + chronicle.id()),
                            advice(
                                    "Drop the backup when it is not needed any more",
                                    "cleanup --timestamp " + chronicle.id()));
                case PREPARED ->
                    verdict(
                            "open",
                            "Ready to be swapped.",
                            "Everything is built in schema " + plan.shadowSchema() + " of " + place()
                                    + " and waits there." + " The live schema is untouched.",
                            advice("Make it live", "swap"),
                            advice("Or remove it", "abort"));
                case UNDONE ->
                    verdict(
                            last.undertaking() == Undertaking.ABORT
                                            && last.problem().isEmpty()
                                    ? "open"
                                    : "bad",
                            last.undertaking() == Undertaking.ABORT
                                            && last.problem().isEmpty()
                                    ? "Aborted."
                                    : "It failed, and was undone.",
                            "Both databases are as they were before. The live schema of " + place()
                                    + " was never changed, or has been put back.");
                case SWAPPED ->
                    verdict(
                            "bad",
                            "Live, but not finished.",
                            "Schema " + live + " of " + place()
                                    + " holds the new contents, the former ones are kept as " + backup
                                    + "; a later step did not end.",
                            advice("Let it end", "resume"),
                            advice("Go back to the former schema", "rollback --timestamp " + chronicle.id()));
                case STOPPED ->
                    verdict(
                            "bad",
                            "It stopped on the way.",
                            "The live schema of " + place() + " is untouched, and what was built is kept.",
                            advice("Go on", "resume"),
                            advice("Or remove it", "abort"));
                case UNDO_FAILED ->
                    verdict(
                            "bad",
                            "It failed, and left something behind.",
                            "The live schema of " + place() + " is untouched, but schema " + plan.shadowSchema()
                                    + " could not be removed.",
                            advice("Remove it", "abort"));
                case SWAP_UNKNOWN ->
                    verdict(
                            "bad",
                            "Nobody knows yet whether it was swapped.",
                            "The connection was lost while the swap committed. It was made as a whole exactly if schema "
                                    + backup + " exists in " + place() + ".",
                            advice("Ask the destination", "status"),
                            advice("Go on from there", "resume"));
                default ->
                    verdict(
                            "open",
                            "It has not ended.",
                            "When this was written, the run was at " + StepName.of(last.status()) + ": it goes on, or"
                                    + " was killed there.",
                            advice("Ask where it stands", "status"),
                            advice("Go on, if nobody runs it", "resume"));
            };
        }

        private String place() {
            return plan.destination().database() + " on "
                    + plan.destination().hosts().get(0);
        }

        private Advice advice(String what, String command) {
            return new Advice(what, NextCommand.of(command, plan.destination()).replaceAll("\\s", " "));
        }

        private static Verdict verdict(String mood, String title, String text, Advice... commands) {
            return new Verdict(mood, title, text, List.of(commands));
        }
    }
}
