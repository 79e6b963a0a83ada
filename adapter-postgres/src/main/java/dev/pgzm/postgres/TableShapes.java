package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ColumnShape;
import dev.pgzm.ports.catalog.ImmutableTableShape;
import dev.pgzm.ports.catalog.TableShape;
import dev.pgzm.ports.plan.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what decides whether tables can be preserved; nothing where none is to be, now or when an archive is restored. */
final class TableShapes {
    private static final Sql LIST = Sql.file("list_table_shapes");
    private static final Sql CASTS = Sql.file("list_assignment_casts");

    private TableShapes() {}

    static List<TableShape> read(Session session, Plan plan) {
        return plan.preservation().isAsked() || plan.archive().isPresent()
                ? session.query("look at the tables", LIST, TableShapes::shape, plan.liveSchema())
                : List.of();
    }

    static Set<String> assignmentCasts(Session session, Plan plan) {
        return plan.preservation().isAsked() ? Set.copyOf(session.strings("list the casts", CASTS)) : Set.of();
    }

    private static TableShape shape(ResultSet row) throws SQLException {
        return ImmutableTableShape.builder()
                .relname(row.getString("relname"))
                .sequence(row.getBoolean("sequence"))
                .root(Optional.ofNullable(row.getString("root")))
                .unlogged(row.getBoolean("unlogged"))
                .columns(columns(row))
                .keys(keys(row))
                .obstacles(Session.array(row, "obstacles"))
                .build();
    }

    private static List<ColumnShape> columns(ResultSet row) throws SQLException {
        List<String> attnames = Session.array(row, "attnames");
        List<String> types = Session.array(row, "types");
        Boolean[] filled = (Boolean[]) row.getArray("filled").getArray();
        Boolean[] generated = (Boolean[]) row.getArray("generated").getArray();
        List<ColumnShape> columns = new ArrayList<>();
        for (int i = 0; i < attnames.size(); i++) {
            columns.add(new ColumnShape(attnames.get(i), types.get(i), filled[i], generated[i]));
        }
        return columns;
    }

    /** Column lists of different lengths do not fit into one array of the server's: each comes as positions. */
    private static List<Set<String>> keys(ResultSet row) throws SQLException {
        List<String> attnames = Session.array(row, "attnames");
        List<Set<String>> keys = new ArrayList<>();
        for (String positions : Session.array(row, "keys")) {
            Set<String> key = new TreeSet<>();
            for (String position : positions.split(" ")) {
                key.add(attnames.get(Integer.parseInt(position) - 1));
            }
            keys.add(key);
        }
        return keys;
    }
}
