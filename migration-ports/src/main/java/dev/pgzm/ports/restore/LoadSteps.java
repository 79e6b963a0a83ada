package dev.pgzm.ports.restore;

import dev.pgzm.ports.dump.ScriptEntry;
import java.util.List;
import java.util.Optional;

/**
 * What is done with a table in the transaction that loads its rows.
 *
 * @param creation the entries that create it; none where it is there
 * @param completion the entries of its keys, indexes and extended statistics, which may be none, if they are to be built in the same
 *     transaction, and its statistics gathered
 */
public record LoadSteps(List<ScriptEntry> creation, Optional<List<ScriptEntry>> completion) {
    public LoadSteps {
        creation = List.copyOf(creation);
        completion = completion.map(List::copyOf);
    }
}
