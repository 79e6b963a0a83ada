package dev.pgzm.postgres;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
     * The statements that grant what the load needs: expressions of indexes are evaluated as the tables' owners, and ALTER ... OWNER TO wants CREATE on the
     * schema for the new owner, unless a superuser asks.
     */
    Supplier<List<String>> forLoading(Questions questions) {
        Supplier<List<String>> whenLive = whenLive(questions);
        return () -> {
            List<String> grants = whenLive.get();
            if (!owners().isEmpty()) {
                grants.add("GRANT USAGE, CREATE ON SCHEMA " + shadow() + " TO " + Identifiers.list(owners()));
            }
            return grants;
        };
    }

    /** For the time after the swap. */
    void settle(Session session) {
        Questions questions = new Questions(session);
        Supplier<List<String>> whenLive = whenLive(questions);
        Supplier<List<String>> defaults = defaults(questions, plan);
        List<String> grants = new ArrayList<>();
        if (!owners().isEmpty()) {
            grants.add("REVOKE ALL ON SCHEMA " + shadow() + " FROM " + Identifiers.list(owners()));
        }
        grants.addAll(whenLive.get());
        grants.addAll(defaults.get());
        contents.script().entries().stream()
                .filter(entry -> entry.kind() == EntryKind.DEFAULT_PRIVILEGES)
                .map(statements::text)
                .filter(text -> !text.isEmpty())
                .forEach(grants::add);
        execute(session, grants);
    }

    /** What was granted on the live schema, and for its future objects, since shadow was settled. */
    static void grantAsOnLive(Session session, Plan plan) {
        Questions questions = new Questions(session);
        Supplier<List<String>> defaults = defaults(questions, plan);
        Supplier<SchemaSettings> settings = SchemaSettings.ask(questions, plan.liveSchema());
        Supplier<List<String>> live = live(questions, plan);
        List<String> grants = new ArrayList<>(defaults.get());
        // a schema as initdb left it has been given nothing, and the source may have revoked what initdb grants
        if (!settings.get().privilegesUntouched()) {
            grants.addAll(live.get());
        }
        execute(session, grants);
    }

    private static Supplier<List<String>> live(Questions questions, Plan plan) {
        return questions.strings("read the live schema's privileges", LIVE, plan.liveSchema(), plan.shadowSchema());
    }

    private static Supplier<List<String>> defaults(Questions questions, Plan plan) {
        return questions.strings("read the default privileges", DEFAULTS, plan.liveSchema(), plan.shadowSchema());
    }

    private Supplier<List<String>> whenLive(Questions questions) {
        Supplier<List<String>> live = live(questions, plan);
        Supplier<SchemaSettings> settings = SchemaSettings.ask(questions, plan.liveSchema());
        return () -> {
            List<String> grants = new ArrayList<>(live.get());
            grants.addAll(statements.schemaPrivileges(
                    contents.script(), settings.get().privilegesUntouched()));
            return grants;
        };
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

    static void execute(Session session, List<String> grants) {
        if (!grants.isEmpty()) {
            session.execute("set the shadow schema's privileges", String.join(";\n", grants));
        }
    }
}
