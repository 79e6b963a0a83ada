package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A foreign key of the script, as pg_dump writes it: ALTER TABLE ONLY s.t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES s.r(b).
 */
record LateKey(
        String conname, String relname, List<String> columns, String referenced, List<String> referencedColumns) {
    static LateKey of(String statement) {
        List<Token> tokens = SqlLexer.tokensWithoutBlanks(statement);
        int table = indexOf(tokens, "TABLE") + 1;
        int first = tokens.get(table).isKeyword("ONLY") ? table + 1 : table;
        int constraint = indexOf(tokens, "CONSTRAINT");
        int key = indexOf(tokens, "KEY");
        int references = indexOf(tokens, "REFERENCES");
        return new LateKey(
                name(tokens.get(constraint + 1)),
                name(tokens.get(first + 2)),
                names(tokens, key + 1),
                name(tokens.get(references + 3)),
                names(tokens, references + 4));
    }

    private static int indexOf(List<Token> tokens, String keyword) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isKeyword(keyword)) {
                return i;
            }
        }
        throw new IllegalArgumentException("a foreign key without " + keyword);
    }

    /** Those in the parentheses that open here. */
    private static List<String> names(List<Token> tokens, int open) {
        List<String> names = new ArrayList<>();
        for (int i = open + 1; !tokens.get(i).text().equals(")"); i++) {
            if (tokens.get(i).isName()) {
                names.add(name(tokens.get(i)));
            }
        }
        return names;
    }

    private static String name(Token token) {
        return Identifiers.unquote(token.text());
    }

    /** The statement that notes it. */
    String note(int position) {
        return "INSERT INTO pgzm.late_key VALUES (" + position + ", " + Identifiers.literal(conname) + ", "
                + Identifiers.literal(relname) + ", " + array(columns) + ", " + Identifiers.literal(referenced) + ", "
                + array(referencedColumns) + ")";
    }

    private static String array(List<String> names) {
        return names.stream().map(Identifiers::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    /**
     * The statements that add it without reading rows, and note what is to be read after the swap. A partitioned table cannot have
     * a key NOT VALID: its partitions get it, and when theirs is validated the table takes them over.
     */
    List<String> additions(Session session, Plan plan, String statement) {
        if (statement.endsWith("NOT VALID")) {
            return List.of(statement);
        }
        List<SyncStart.Part> parts = SyncStart.parts(session, Identifiers.qualified(plan.shadowSchema(), relname));
        List<String> additions = new ArrayList<>();
        if (parts.size() == 1 && parts.get(0).leaf()) {
            additions.add(statement + " NOT VALID");
            additions.add(OutsideKeys.toValidate(validation(Identifiers.qualified(plan.liveSchema(), relname))));
            return additions;
        }
        String ending = statement.substring(statement.indexOf("ADD CONSTRAINT"));
        for (SyncStart.Part part : parts) {
            if (part.leaf()) {
                String leaf = Identifiers.qualified(plan.liveSchema(), part.relname());
                additions.add("ALTER TABLE ONLY " + leaf + " " + ending + " NOT VALID");
                additions.add(OutsideKeys.toValidate(validation(leaf)));
            }
        }
        additions.add(OutsideKeys.toValidate(statement));
        return additions;
    }

    private String validation(String table) {
        return "ALTER TABLE ONLY " + table + " VALIDATE CONSTRAINT " + Identifiers.quote(conname);
    }

    /**
     * Counts the rows that will point at nothing: of preserved tables the live ones, since the copy's may be on their way.
     *
     * @param preserved by their names
     */
    String orphanCount(Plan plan, Map<String, SyncTable> preserved) {
        List<String> joined = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = "o." + Identifiers.quote(columns.get(i));
            joined.add("r." + Identifiers.quote(referencedColumns.get(i)) + " = " + column);
            filled.add(column + " IS NOT NULL");
        }
        return "SELECT pg_catalog.count(*) FROM " + rows(plan, preserved, relname, columns) + " o WHERE "
                + String.join(" AND ", filled) + " AND NOT EXISTS (SELECT FROM "
                + rows(plan, preserved, referenced, referencedColumns) + " r WHERE " + String.join(" AND ", joined)
                + ")";
    }

    /** As the new definition holds them. */
    private static String rows(Plan plan, Map<String, SyncTable> preserved, String table, List<String> columns) {
        SyncTable live = preserved.get(table);
        if (live == null
                || !live.columns().stream().map(SyncColumn::attname).toList().containsAll(columns)) {
            return Identifiers.qualified(plan.shadowSchema(), table);
        }
        return live.columns().stream()
                .filter(column -> columns.contains(column.attname()))
                .map(column -> column.value("l") + " AS " + column.quoted())
                .collect(Collectors.joining(", ", "(SELECT ", " FROM " + live.live() + " l)"));
    }

    /** In words. */
    String description() {
        return "foreign key " + conname + " from " + relname + " to " + referenced;
    }
}
