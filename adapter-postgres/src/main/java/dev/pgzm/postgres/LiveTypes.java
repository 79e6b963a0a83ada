package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.TypeIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the types of a schema that may keep their identity through a swap. */
final class LiveTypes {
    private static final Sql LIST = Sql.file("list_types");

    private LiveTypes() {}

    static List<LiveType> list(Session session, String schema) {
        return session.query("list the types", LIST, LiveTypes::type, schema);
    }

    static Supplier<List<LiveType>> ask(Questions questions, String schema) {
        return questions.ask("list the types", LIST, LiveTypes::type, schema);
    }

    static List<Long> oids(List<LiveType> types) {
        return types.stream().map(type -> type.identity().oid()).toList();
    }

    private static LiveType type(ResultSet row) throws SQLException {
        return new LiveType(
                identity(row),
                Set.copyOf(Session.array(row, "needs")),
                row.getBoolean("tied"),
                row.getBoolean("owned"));
    }

    /** Of a row that has its columns under their names. */
    static TypeIdentity identity(ResultSet row) throws SQLException {
        return new TypeIdentity(row.getLong("oid"), row.getString("typname"), row.getString("definition"));
    }
}
