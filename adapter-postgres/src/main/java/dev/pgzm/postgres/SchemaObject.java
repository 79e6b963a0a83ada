package dev.pgzm.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * An object that can be given another schema by itself.
 *
 * @param kind as ALTER calls it; ALTER TABLE takes every kind of relation
 * @param identity its name with all that ALTER wants to know it by
 * @param owned whether the connected role may give it another schema
 */
record SchemaObject(String kind, String identity, boolean relation, boolean owned) {
    private static final Sql LIST = Sql.file("list_schema_objects");

    /** In an order in which all can be moved by one message, and relations be locked without a deadlock with readers. */
    static List<SchemaObject> list(Session session, String schema) {
        return session.query("list the objects of schema " + schema, LIST, SchemaObject::read, schema);
    }

    static Supplier<List<SchemaObject>> ask(Questions questions, String schema) {
        return questions.ask("list the objects of schema " + schema, LIST, SchemaObject::read, schema);
    }

    private static SchemaObject read(ResultSet row) throws SQLException {
        return new SchemaObject(
                row.getString("kind"), row.getString("identity"), row.getBoolean("relation"), row.getBoolean("owned"));
    }

    /** For messages; not SQL. */
    String described() {
        return kind.toLowerCase(Locale.ROOT) + " " + identity;
    }

    String moveTo(String schema) {
        return "ALTER " + kind + " " + identity + " SET SCHEMA " + Identifiers.quote(schema);
    }
}
