package dev.pgzm.postgres;

import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.dump.SourceTable;

/** The two ends of a table's copy, as COPY commands. */
final class CopyStatement {
    private CopyStatement() {}

    /**
     * Reads a part. A ctid range is a TID Range Scan from PostgreSQL 14 on; the last part has no upper end, so that rows
     * in pages added after the pages were counted are read too.
     */
    static String read(SourceTable table, Part part) {
        String name = Identifiers.qualified(table.name());
        String options = " TO STDOUT (FORMAT " + format(table) + ")";
        if (part.isWhole()) {
            return "COPY " + name + columns(table) + options;
        }
        return "COPY (SELECT " + Identifiers.list(table.columns()) + " FROM ONLY " + name + " WHERE " + pages(part)
                + ")" + options;
    }

    /** The condition that a row stands in the part's pages. */
    static String pages(Part part) {
        String upper =
                part.toPage().isPresent() ? " AND ctid < '(" + part.toPage().getAsLong() + ",0)'::pg_catalog.tid" : "";
        return "ctid >= '(" + part.fromPage() + ",0)'::pg_catalog.tid" + upper;
    }

    /**
     * Writes a part. A whole table is emptied in the same transaction, which lets its rows arrive frozen: visible to
     * older snapshots too, and never to be written again by VACUUM.
     */
    static String write(SourceTable table, Part part, String shadow) {
        String name = Identifiers.qualified(shadow, table.name().relname());
        String freeze = part.isWhole() ? ", FREEZE" : "";
        return "COPY " + name + columns(table) + " FROM STDIN (FORMAT " + format(table) + freeze + ")";
    }

    static String truncate(SourceTable table, String shadow) {
        return "TRUNCATE ONLY " + Identifiers.qualified(shadow, table.name().relname());
    }

    private static String columns(SourceTable table) {
        return table.columns().isEmpty() ? "" : " (" + Identifiers.list(table.columns()) + ")";
    }

    private static String format(SourceTable table) {
        return table.format() == RowFormat.BINARY ? "binary" : "text";
    }
}
