package dev.pgzm.postgres;

import java.util.Optional;

/**
 * What a schema itself carries.
 *
 * @param privilegesUntouched whether its privileges are as initdb or CREATE SCHEMA left them
 */
record SchemaSettings(String owner, Optional<String> comment, boolean privilegesUntouched) {
    private static final Sql SELECT = Sql.file("select_schema_settings");
    private static final String INITIAL_COMMENT = "standard public schema";

    /** The schema must exist. */
    static SchemaSettings read(Session session, String schema) {
        return find(session, schema).orElseThrow(() -> new IllegalStateException("no schema " + schema));
    }

    static Optional<SchemaSettings> find(Session session, String schema) {
        return session
                .query(
                        "read a schema's settings",
                        SELECT,
                        row -> new SchemaSettings(
                                row.getString("owner"),
                                Optional.ofNullable(row.getString("comment")),
                                row.getBoolean("untouched")),
                        schema)
                .stream()
                .findFirst();
    }

    /** This tool's mark on a schema; empty where the schema does not exist, or is somebody else's. */
    static Optional<SchemaMark> mark(Session session, String schema) {
        return find(session, schema).flatMap(SchemaSettings::comment).flatMap(SchemaMark::parse);
    }

    /** The statement that comments on a schema. */
    static String comment(String schema, String text) {
        return "COMMENT ON SCHEMA " + Identifiers.quote(schema) + " IS " + Identifiers.literal(text);
    }

    /** As {@link #comment(String, String)}; without a text, the schema loses its comment. */
    static String comment(String schema, Optional<String> text) {
        return text.map(some -> comment(schema, some))
                .orElseGet(() -> "COMMENT ON SCHEMA " + Identifiers.quote(schema) + " IS NULL");
    }

    /** Whether somebody gave it a comment other than initdb's. */
    boolean hasOwnComment() {
        return comment.isPresent() && !comment.get().equals(INITIAL_COMMENT);
    }
}
