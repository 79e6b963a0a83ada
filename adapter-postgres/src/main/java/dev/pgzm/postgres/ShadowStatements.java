package dev.pgzm.postgres;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What an entry of the script says for the shadow schema. */
final class ShadowStatements {
    private final Plan plan;
    private final GrantableRoles roles;
    private final SchemaMapping mapping;
    private final KeptEntries kept;
    private final RoutineText routines;

    ShadowStatements(Plan plan, GrantableRoles roles, SchemaMapping mapping, KeptEntries kept) {
        this.plan = plan;
        this.roles = roles;
        this.mapping = mapping;
        this.kept = kept;
        this.routines = new RoutineText(mapping, plan.liveSchema(), plan.shadowSchema());
    }

    /**
     * The entry's statements as one text; an empty one for the schema itself, which is made otherwise, for types that are
     * kept, and where the destination's roles leave nothing to do.
     */
    String text(ScriptEntry entry) {
        if (entry.kind() == EntryKind.LIVE_SCHEMA || kept.contains(entry)) {
            return "";
        }
        return join(entry, statement -> map(entry.kind(), statement));
    }

    /** The texts of several, one behind the other, without those that are empty. */
    String texts(List<ScriptEntry> entries) {
        return entries.stream().map(this::text).filter(text -> !text.isEmpty()).collect(Collectors.joining(";\n"));
    }

    /**
     * Another text for an entry that fails because a name can't be resolved. Its expressions may call functions whose
     * bodies rely on the applications' search_path; or an extension may have objects of a name that the schema has too.
     */
    String textByPath(ScriptEntry entry) {
        return "SET LOCAL search_path = " + path() + ";\n" + join(entry, mapping::statementByPath)
                + ";\nSET LOCAL search_path = ''";
    }

    /** The schemas that the applications' path stands for during the load. */
    String path() {
        return Identifiers.quote(plan.shadowSchema()) + ", " + Identifiers.quote(plan.liveSchema());
    }

    private String join(ScriptEntry entry, UnaryOperator<String> mapped) {
        return entry.statements().stream().filter(this::isWanted).map(mapped).collect(Collectors.joining(";\n"));
    }

    private boolean isWanted(String statement) {
        return roles.allows(statement)
                && (plan.ownership() != OwnershipPolicy.NONE || !GrantableRoles.isAboutOwnership(statement));
    }

    /** The statement that gives a routine its own text back, if the load changed it. */
    Optional<String> afterLoading(ScriptEntry entry) {
        return entry.kind() == EntryKind.FUNCTION
                ? routines.afterLoading(entry.statements().get(0))
                : Optional.empty();
    }

    /** The source's privileges on the live schema, for shadow; revocations only where asked for. */
    List<String> schemaPrivileges(SchemaScript script, boolean withRevocations) {
        return script.entries().stream()
                .filter(entry -> entry.kind() == EntryKind.LIVE_SCHEMA)
                .flatMap(entry -> entry.statements().stream())
                .filter(statement ->
                        statement.startsWith("GRANT ") || withRevocations && statement.startsWith("REVOKE "))
                .filter(roles::allows)
                .map(this::schemaItself)
                .toList();
    }

    private String map(EntryKind kind, String statement) {
        return switch (kind) {
            case FUNCTION ->
                statement.startsWith("CREATE") ? routines.forLoading(statement) : mapping.statement(statement);
            case DEFAULT_PRIVILEGES -> schemaItself(statement);
            default -> mapping.statement(statement);
        };
    }

    /** Statements about the schema name it without a dot behind, as {@code SCHEMA public}. */
    private String schemaItself(String statement) {
        List<Token> tokens = SqlLexer.tokens(statement);
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean named = token.isName()
                    && i >= 2
                    && tokens.get(i - 2).isKeyword("SCHEMA")
                    && Identifiers.unquote(token.text()).equals(plan.liveSchema());
            result.append(named ? Identifiers.quote(plan.shadowSchema()) : token.text());
        }
        return result.toString();
    }
}
