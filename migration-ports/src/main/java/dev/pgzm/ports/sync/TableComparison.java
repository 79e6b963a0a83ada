package dev.pgzm.ports.sync;

import java.util.List;

/**
 * A preserved table's rows beside their copies, in one snapshot.
 *
 * @param rows in the live schema
 * @param queued keys that were left out, because they are known to wait
 * @param differing keys whose rows are not the same, or are on one side only
 * @param examples a few of those
 */
public record TableComparison(String relname, long rows, long queued, long differing, List<String> examples) {}
