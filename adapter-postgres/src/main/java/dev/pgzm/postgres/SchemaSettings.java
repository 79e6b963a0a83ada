package dev.pgzm.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
        return ask(new Questions(session), schema).get();
    }

    /** As {@link #read}, of several questions. */
    static Supplier<SchemaSettings> ask(Questions questions, String schema) {
        Supplier<Optional<SchemaSettings>> settings = askFor(questions, schema);
        return () -> settings.get().orElseThrow(() -> new IllegalStateException("no schema " + schema));
    }

    static Optional<SchemaSettings> find(Session session, String schema) {
        return askFor(new Questions(session), schema).get();
    }

    private static Supplier<Optional<SchemaSettings>> askFor(Questions questions, String schema) {
        Supplier<List<SchemaSettings>> settings =
                questions.ask("read a schema's settings", SELECT, SchemaSettings::settings, schema);
        return () -> settings.get().stream().findFirst();
    }

    private static SchemaSettings settings(ResultSet row) throws SQLException {
        return new SchemaSettings(
                row.getString("owner"), Optional.ofNullable(row.getString("comment")), row.getBoolean("untouched"));
    }

    /** This tool's mark on a schema; empty where the schema does not exist, or is somebody else's. */
    static Optional<SchemaMark> mark(Session session, String schema) {
        return askMark(new Questions(session), schema).get();
    }

    /** As {@link #mark}, of several questions. */
    static Supplier<Optional<SchemaMark>> askMark(Questions questions, String schema) {
        Supplier<Optional<SchemaSettings>> settings = askFor(questions, schema);
        return () -> settings.get().flatMap(SchemaSettings::comment).flatMap(SchemaMark::parse);
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
