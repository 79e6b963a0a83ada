package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the script has for preserved tables and the swap adds: kept as statements that name the live schema. */
final class LateEntries {
    private static final Sql STATEMENTS = Sql.of("SELECT statement FROM pgzm.late_statement ORDER BY position");

    private final Plan plan;
    private final SchemaMapping mapping;
    private final GrantableRoles roles;
    private final List<String> rows = new ArrayList<>();

    LateEntries(Session session, Plan plan, ExtensionPlan extensions) {
        this.plan = plan;
        // the names of before the swap are those of after it; only extensions may live elsewhere than on the source
        this.mapping =
                new SchemaMapping(plan.liveSchema(), plan.liveSchema(), new ExtensionHomes(extensions), Set.of());
        this.roles = new GrantableRoles(session);
    }

    static List<String> statements(Session session) {
        return session.strings("read what the swap adds", STATEMENTS);
    }

    /** Notes them, in place of what was noted before. */
    void note(Session session, List<ScriptEntry> entries) {
        rows.add("DELETE FROM pgzm.late_statement");
        rows.add("DELETE FROM pgzm.late_key");
        int position = 0;
        for (ScriptEntry entry : entries) {
            for (String statement : entry.statements()) {
                if (roles.allows(statement)) {
                    position += 1000;
                    add(session, entry, statement, position);
                }
            }
        }
        session.execute("note what the swap adds", String.join(";\n", rows));
    }

    private void add(Session session, ScriptEntry entry, String statement, int position) {
        String mapped = mapping.statement(statement);
        if (entry.kind() == EntryKind.FOREIGN_KEY && statement.contains("FOREIGN KEY")) {
            LateKey key = LateKey.of(mapped);
            rows.add(key.note(position));
            List<String> added = key.additions(session, plan, mapped);
            for (int i = 0; i < added.size(); i++) {
                addStatement(position + i, added.get(i));
            }
        } else {
            addStatement(position, mapped);
        }
    }

    private void addStatement(int position, String statement) {
        rows.add("INSERT INTO pgzm.late_statement VALUES (" + position + ", " + Identifiers.literal(statement) + ")");
    }
}
