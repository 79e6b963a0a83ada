package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What must not act on a backup's table while its rows are exchanged: a foreign key, a trigger or a rule.
 *
 * @param suspension the statement that ends it
 * @param resumption the one that brings it back, for while the backup has its name
 * @param validation of a foreign key that comes back NOT VALID, for when the backup is live
 */
record SuspendedAction(String suspension, String resumption, Optional<String> validation) {
    private static final Sql LIST = Sql.file("list_suspended_actions");
    private static final Sql FROM_OUTSIDE = Sql.file("list_keys_to_backup");

    static List<SuspendedAction> list(Session session, Exchange exchange, List<String> relnames) {
        String[] names = relnames.toArray(String[]::new);
        List<String> outside =
                session.strings("look for foreign keys from outside", FROM_OUTSIDE, exchange.incoming(), names);
        if (!outside.isEmpty()) {
            throw new MigrationException(Problem.of(ErrorCode.PREFLIGHT, "Cannot keep rows: " + outside.get(0))
                    .withDetail("Applications would wait for its table for as long as rows are copied.")
                    .withHint("Let the key point at the live table, or leave that out of --keep-tables."));
        }
        return session.query(
                "list what acts on kept tables",
                LIST,
                row -> new SuspendedAction(
                        row.getString("suspension"),
                        row.getString("resumption"),
                        Optional.ofNullable(row.getString("validation"))),
                exchange.incoming(),
                exchange.live(),
                names);
    }
}
