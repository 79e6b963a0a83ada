package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.sync.TableComparison;
import java.util.List;
import java.util.stream.Collectors;

/** Compares preserved tables with their copies, row by row, in one snapshot. */
final class SyncComparison {
    private static final int EXAMPLES = 5;

    private final Session session;
    private final Plan plan;

    SyncComparison(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    List<TableComparison> compare() {
        session.execute("begin a comparison", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        List<TableComparison> result =
                new SyncTables(session, plan).read().stream().map(this::compare).toList();
        session.execute("end a comparison", "COMMIT");
        return result;
    }

    private TableComparison compare(SyncTable table) {
        String queued = table.queue() + " q WHERE q.pgzm_everything OR ";
        String different = table.columns().stream()
                .map(column -> "(" + column.compared("l") + ")::text IS DISTINCT FROM s." + column.quoted() + "::text")
                .collect(Collectors.joining(" OR "));
        // a column of the key is null exactly where there is no row
        String someKey = table.key().get(0).column().quoted();
        String liveKey = table.key().stream()
                .map(each -> "l." + each.column().quoted() + "::text")
                .collect(Collectors.joining(", "));
        String shadowKey = table.key().stream()
                .map(each -> "s." + each.column().quoted() + "::text")
                .collect(Collectors.joining(", "));
        String sql = "WITH different AS (SELECT pg_catalog.concat_ws(', ', " + liveKey + ") AS key FROM " + table.live()
                + " l LEFT JOIN " + table.shadow() + " s ON " + table.copyOf("s", "l") + " WHERE (s." + someKey
                + " IS NULL OR " + different + ") AND NOT EXISTS (SELECT FROM " + queued + "(" + table.sameKey("q", "l")
                + ")) UNION ALL SELECT pg_catalog.concat_ws(', ', " + shadowKey + ") FROM " + table.shadow()
                + " s WHERE NOT EXISTS (SELECT FROM " + table.live() + " l WHERE " + table.copyOf("s", "l")
                + ") AND NOT EXISTS (SELECT FROM " + queued + "(" + table.copyOf("s", "q") + ")))"
                + " SELECT (SELECT pg_catalog.count(*) FROM " + table.live() + "), (SELECT pg_catalog.count(*) FROM "
                + table.queue() + "), (SELECT pg_catalog.count(*) FROM different), ARRAY(SELECT key FROM different"
                + " ORDER BY key LIMIT " + EXAMPLES + ") AS examples";
        return session.query(
                        "compare table " + table.relname(),
                        Sql.of(sql),
                        row -> new TableComparison(
                                table.relname(),
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                Session.array(row, "examples")))
                .get(0);
    }
}
