package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects use what has the names that were printed when they still used what had them before. All keep their OID, owner,
 * privileges and comment, but for foreign keys and defaults, which PostgreSQL cannot replace in place.
 */
final class DependentStatements {
    private DependentStatements() {}

    /** A view's options are set anew by CREATE OR REPLACE, and lost if they are not named. */
    static void replaceView(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException {
        List<String> options = Session.array(row, "options");
        String with = options.isEmpty()
                ? ""
                : options.stream().map(DependentStatements::option).collect(Collectors.joining(", ", " WITH (", ")"));
        dependent
                .fixedTypes(types(row))
                .addStatements("CREATE OR REPLACE VIEW " + relation(row) + with + " AS\n" + definition(row));
    }

    private static List<Long> types(ResultSet row) throws SQLException {
        return Session.array(row, "types").stream().map(Long::valueOf).toList();
    }

    private static String option(String nameAndValue) {
        int equals = nameAndValue.indexOf('=');
        return Identifiers.quote(nameAndValue.substring(0, equals)) + " = "
                + Identifiers.literal(nameAndValue.substring(equals + 1));
    }

    static void replaceRule(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException {
        dependent.addStatements(orReplace(row));
    }

    static void replaceRoutine(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException {
        dependent.fixedTypes(types(row)).addStatements(definition(row));
    }

    /** Not validated yet: that reads rows. */
    static void addKeyAgain(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException {
        String table = "ALTER TABLE " + relation(row);
        String name = Identifiers.quote(row.getString("conname"));
        boolean validated = row.getBoolean("validated");
        dependent.addStatements(
                table + " DROP CONSTRAINT " + name,
                table + " ADD CONSTRAINT " + name + " " + definition(row) + (validated ? " NOT VALID" : ""));
        String comment = row.getString("comment");
        if (comment != null) {
            dependent.addStatements(
                    "COMMENT ON CONSTRAINT " + name + " ON " + relation(row) + " IS " + Identifiers.literal(comment));
        }
        if (validated) {
            dependent.validation(table + " VALIDATE CONSTRAINT " + name);
        }
    }

    static void setDefault(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException {
        dependent.addStatements("ALTER TABLE ONLY " + relation(row) + " ALTER COLUMN "
                + Identifiers.quote(row.getString("attname")) + " SET DEFAULT " + definition(row));
    }

    static void alterPolicy(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException {
        dependent.addStatements("ALTER POLICY " + Identifiers.quote(row.getString("polname")) + " ON " + relation(row)
                + clause(" USING ", row.getString("visible")) + clause(" WITH CHECK ", row.getString("writable")));
    }

    private static String clause(String keyword, @Nullable String expression) {
        return expression == null ? "" : keyword + "(" + expression + ")";
    }

    /** CREATE OR REPLACE enables a trigger that was disabled. */
    static void replaceTrigger(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException {
        dependent.addStatements(orReplace(row));
        String enabling = switch (row.getString("enabled")) {
            case "D" -> "DISABLE";
            case "R" -> "ENABLE REPLICA";
            case "A" -> "ENABLE ALWAYS";
            default -> "";
        };
        if (!enabling.isEmpty()) {
            dependent.addStatements("ALTER TABLE " + relation(row) + " " + enabling + " TRIGGER "
                    + Identifiers.quote(row.getString("tgname")));
        }
    }

    private static String orReplace(ResultSet row) throws SQLException {
        return definition(row).replaceFirst("^CREATE ", "CREATE OR REPLACE ");
    }

    private static String relation(ResultSet row) throws SQLException {
        return Identifiers.qualified(row.getString("nspname"), row.getString("relname"));
    }

    private static String definition(ResultSet row) throws SQLException {
        return row.getString("definition").strip().replaceFirst(";$", "");
    }
}
