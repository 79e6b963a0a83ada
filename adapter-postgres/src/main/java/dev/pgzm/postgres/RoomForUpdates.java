package dev.pgzm.postgres;

import java.util.stream.Collectors;

/**
 * Room on the pages of a copy, for the new versions of rows that applications update. A copy whose pages are full would have to write
 * each of its indexes when a row is updated for the first time, inside the application's statement. How far pages are filled is a
 * setting of the table, which it has only while its rows are copied.
 *
 * @see <a href="https://www.postgresql.org/docs/current/storage-hot.html">Heap-Only Tuples</a>
 */
final class RoomForUpdates {
    // whoever comes to a page prunes it if less than a tenth is free; a little more than that, and it is not each time
    private static final int FILLFACTOR = 85;
    private static final Sql LEFT =
            Sql.of("SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pgzm.roomy_part r"
                    + " JOIN pg_catalog.pg_class c ON c.oid = r.part JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE r.number = $1 ORDER BY c.oid");

    private RoomForUpdates() {}

    /** The statements of a transaction that leaves room, unless the table says itself how much; can be repeated. */
    static String leaving(Session session, SyncTable table) {
        return SyncStart.parts(session, table.shadow()).stream()
                .filter(SyncStart.Part::packed)
                .map(part -> "INSERT INTO pgzm.roomy_part (part, number) VALUES (" + part.oid() + ", " + table.number()
                        + "); ALTER TABLE " + part.name() + " SET (fillfactor = " + FILLFACTOR + ")")
                .collect(Collectors.joining("; "));
    }

    /** The statements that make the table fill its pages again; can be repeated. */
    static String takingBack(Session session, SyncTable table) {
        return session.strings("list the parts of " + table.relname() + " with room", LEFT, table.number()).stream()
                .map(part -> "ALTER TABLE " + part + " RESET (fillfactor)")
                .collect(Collectors.joining("; "));
    }
}
