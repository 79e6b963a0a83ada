package dev.pgzm.postgres;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The privileges on the shadow schema itself: the live schema's, and the source's besides. Where the live schema's are as
 * initdb left them, what the source has revoked of those is revoked too.
 */
final class ShadowPrivileges {
    private static final Sql LIVE = Sql.file("list_schema_privileges");
    private static final Sql DEFAULTS = Sql.file("list_default_privileges");

    private final Plan plan;
    private final SourceContents contents;
    private final ShadowStatements statements;
    private final GrantableRoles roles;

    ShadowPrivileges(Plan plan, SourceContents contents, ShadowStatements statements, GrantableRoles roles) {
        this.plan = plan;
        this.contents = contents;
        this.statements = statements;
        this.roles = roles;
    }

    /**
     * For the load: expressions of indexes are evaluated as the tables' owners, and ALTER ... OWNER TO wants CREATE on the
     * schema for the new owner, unless a superuser asks.
     */
    void grantForLoading(Session session) {
        List<String> grants = whenLive(session);
        if (!owners().isEmpty()) {
            grants.add("GRANT USAGE, CREATE ON SCHEMA " + shadow() + " TO " + Identifiers.list(owners()));
        }
        execute(session, grants);
    }

    /** For the time after the swap. */
    void settle(Session session) {
        List<String> grants = new ArrayList<>();
        if (!owners().isEmpty()) {
            grants.add("REVOKE ALL ON SCHEMA " + shadow() + " FROM " + Identifiers.list(owners()));
        }
        grants.addAll(whenLive(session));
        grants.addAll(defaults(session, plan));
        contents.script().entries().stream()
                .filter(entry -> entry.kind() == EntryKind.DEFAULT_PRIVILEGES)
                .map(statements::text)
                .filter(text -> !text.isEmpty())
                .forEach(grants::add);
        execute(session, grants);
    }

    /** What was granted on the live schema, and for its future objects, since shadow was settled. */
    static void grantAsOnLive(Session session, Plan plan) {
        List<String> grants = new ArrayList<>(defaults(session, plan));
        // a schema as initdb left it has been given nothing, and the source may have revoked what initdb grants
        if (!SchemaSettings.read(session, plan.liveSchema()).privilegesUntouched()) {
            grants.addAll(live(session, plan));
        }
        execute(session, grants);
    }

    private static List<String> live(Session session, Plan plan) {
        return session.strings("read the live schema's privileges", LIVE, plan.liveSchema(), plan.shadowSchema());
    }

    private static List<String> defaults(Session session, Plan plan) {
        return session.strings("read the default privileges", DEFAULTS, plan.liveSchema(), plan.shadowSchema());
    }

    private List<String> whenLive(Session session) {
        List<String> grants = new ArrayList<>(live(session, plan));
        boolean untouched = SchemaSettings.read(session, plan.liveSchema()).privilegesUntouched();
        grants.addAll(statements.schemaPrivileges(contents.script(), untouched));
        return grants;
    }

    private List<String> owners() {
        if (roles.isSuperuser()) {
            return List.of();
        }
        return contents.script().entries().stream()
                .filter(entry -> entry.kind() != EntryKind.LIVE_SCHEMA)
                .map(ScriptEntry::owner)
                .flatMap(Optional::stream)
                .filter(roles::canOwn)
                .distinct()
                .toList();
    }

    private String shadow() {
        return Identifiers.quote(plan.shadowSchema());
    }

    private static void execute(Session session, List<String> grants) {
        if (!grants.isEmpty()) {
            session.execute("set the shadow schema's privileges", String.join(";\n", grants));
        }
    }
}
