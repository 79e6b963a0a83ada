package dev.pgzm.domain.preflight;

import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** A database cannot replace itself, but for what it was in an earlier archive. */
final class SameDatabaseRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        boolean same = !facts.plan().restoresEarlierArchive()
                && facts.source()
                        .database()
                        .identity()
                        .equals(facts.destination().database().identity());
        return Findings.errorIf(
                same,
                "source and destination are the same database",
                "both URLs reach database " + facts.source().database().database() + " of one server",
                "Name two databases with --source and --dest.");
    }
}
