package dev.pgzm.ports.restore;

import dev.pgzm.ports.dump.ScriptEntry;
import java.util.List;

/**
 * What is done with a table in the transaction that loads its rows.
 *
 * @param creation the entries that create it; none where it is there
 * @param completion the entries of its keys and indexes, if they are to be built with its statistics in the same transaction; one that
 *     fails leaves all of them to be applied afterwards
 */
public record LoadSteps(List<ScriptEntry> creation, List<ScriptEntry> completion) {
    public LoadSteps {
        creation = List.copyOf(creation);
        completion = List.copyOf(completion);
    }
}
