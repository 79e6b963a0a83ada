package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.ExternalDependent.Hold;
import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The publications that name a schema or its tables: they hold them by OID, so that the new ones have to take their place. */
final class PublicationMembers {
    private static final Sql TABLES = Sql.file("list_publication_tables");
    private static final Sql TABLES_SINCE_15 = Sql.file("list_publication_tables_since_15");
    private static final Sql SCHEMAS_SINCE_15 = Sql.file("list_publication_schemas_since_15");

    private PublicationMembers() {}

    /** Schemas come first: a table that goes before them is published by its schema still. */
    static Supplier<List<ExternalDependent>> ask(Questions questions, int serverMajor, Exchange exchange) {
        boolean since15 = serverMajor >= 15;
        List<Supplier<List<ExternalDependent>>> members = new ArrayList<>();
        if (since15) {
            members.add(questions.ask(
                    "list the publications of the schema",
                    SCHEMAS_SINCE_15,
                    row -> schema(row, exchange),
                    exchange.live()));
        }
        members.add(questions.ask(
                "list the publications of tables",
                since15 ? TABLES_SINCE_15 : TABLES,
                row -> table(row, exchange),
                exchange.live()));
        return () -> members.stream().flatMap(each -> each.get().stream()).toList();
    }

    private static ExternalDependent schema(ResultSet row, Exchange exchange) throws SQLException {
        ImmutableExternalDependent.Builder member = publication(row)
                .addHolds(new Hold("schema " + exchange.live(), Set.of(), Optional.empty()))
                .onSchema(true);
        if (!row.getBoolean("allowed")) {
            return member.obstacle("only a superuser may publish a schema").build();
        }
        String alter = alter(row);
        return member.addStatements(
                        alter + " DROP TABLES IN SCHEMA " + Identifiers.quote(exchange.outgoing()),
                        alter + " ADD TABLES IN SCHEMA " + Identifiers.quote(exchange.live()))
                .build();
    }

    private static ExternalDependent table(ResultSet row, Exchange exchange) throws SQLException {
        String relname = row.getString("relname");
        ImmutableExternalDependent.Builder member = publication(row)
                .addHolds(new Hold("table " + exchange.live() + "." + relname, needs(row, relname), Optional.empty()));
        if (!row.getBoolean("allowed")) {
            return member.obstacle("the connected role does not own both").build();
        }
        String filter = row.getString("filter");
        return member.addStatements(
                        alter(row) + " DROP TABLE ONLY " + Identifiers.qualified(exchange.outgoing(), relname),
                        alter(row) + " ADD TABLE ONLY " + Identifiers.qualified(exchange.live(), relname) + list(row)
                                + (filter == null ? "" : " WHERE (" + filter + ")"))
                .build();
    }

    private static Set<String> needs(ResultSet row, String relname) throws SQLException {
        return Stream.concat(
                        Stream.of("relation " + relname),
                        columns(row, "needed").map(attname -> "column " + relname + "." + attname))
                .collect(Collectors.toSet());
    }

    private static String list(ResultSet row) throws SQLException {
        List<String> attnames = columns(row, "attnames").toList();
        return attnames.isEmpty() ? "" : " (" + Identifiers.list(attnames) + ")";
    }

    private static Stream<String> columns(ResultSet row, String column) throws SQLException {
        return row.getArray(column) == null ? Stream.empty() : Session.array(row, column).stream();
    }

    private static ImmutableExternalDependent.Builder publication(ResultSet row) throws SQLException {
        return ImmutableExternalDependent.builder().what("publication " + row.getString("pubname"));
    }

    private static String alter(ResultSet row) throws SQLException {
        return "ALTER PUBLICATION " + Identifiers.quote(row.getString("pubname"));
    }
}
