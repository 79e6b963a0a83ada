package dev.pgzm.postgres;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides which ownership and privilege statements can be run on the destination: those whose roles exist there and, for
 * ownership, that the connected role may give things to.
 */
final class GrantableRoles {
    private static final Sql ALL = Sql.file("list_roles");
    private static final Sql SETTABLE = Sql.file("list_settable_roles");
    private static final Sql SUPERUSER =
            Sql.of("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER");

    private static final List<String> ABOUT_ROLES = List.of("GRANT", "REVOKE", "SET", "RESET", "ALTER");

    private final Set<String> existing;
    private final Set<String> settable;
    private final boolean superuser;

    GrantableRoles(Session session) {
        Questions questions = new Questions(session);
        Supplier<List<String>> all = questions.strings("list the roles", ALL);
        Supplier<List<String>> own = questions.strings("list the roles", SETTABLE);
        this.superuser = questions
                .ask("ask for the role", SUPERUSER, row -> row.getBoolean(1))
                .get()
                .get(0);
        this.existing = Set.copyOf(all.get());
        this.settable = Set.copyOf(own.get());
    }

    boolean canOwn(String role) {
        return settable.contains(role);
    }

    boolean isSuperuser() {
        return superuser;
    }

    /** Whether the statement is to be run; statements that are not about roles are. */
    boolean allows(String statement) {
        if (!isAboutRoles(statement)) {
            return true;
        }
        List<Token> tokens = SqlLexer.tokensWithoutBlanks(statement);
        Token first = tokens.get(0);
        if (first.isKeyword("GRANT") || first.isKeyword("REVOKE")) {
            return isKnown(roleBehind(tokens, first.isKeyword("GRANT") ? "TO" : "FROM"));
        }
        if (first.isKeyword("SET") || first.isKeyword("RESET")) {
            return superuser || !tokens.get(1).isKeyword("SESSION");
        }
        if (first.isKeyword("ALTER") && tokens.get(1).isKeyword("DEFAULT")) {
            return canOwn(roleBehind(tokens, "ROLE")) && isKnown(roleBehind(tokens, grantOrRevoke(tokens)));
        }
        return !changesOwner(tokens)
                || canOwn(Identifiers.unquote(tokens.get(tokens.size() - 1).text()));
    }

    /** A first look, so that most statements need not be read to their end. */
    private static boolean isAboutRoles(String statement) {
        SqlLexer lexer = new SqlLexer(statement);
        Token first = lexer.next();
        while (first != null && first.isBlank()) {
            first = lexer.next();
        }
        return first != null && ABOUT_ROLES.stream().anyMatch(first::isKeyword);
    }

    /** Whether the statement says who owns something or may use it. */
    static boolean isAboutOwnership(String statement) {
        List<Token> tokens = SqlLexer.tokensWithoutBlanks(statement);
        Token first = tokens.get(0);
        return first.isKeyword("GRANT")
                || first.isKeyword("REVOKE")
                || first.isKeyword("ALTER") && tokens.get(1).isKeyword("DEFAULT")
                || changesOwner(tokens);
    }

    private static boolean changesOwner(List<Token> tokens) {
        return tokens.get(0).isKeyword("ALTER")
                && tokens.size() > 3
                && tokens.get(tokens.size() - 3).isKeyword("OWNER")
                && tokens.get(tokens.size() - 2).isKeyword("TO");
    }

    private static String grantOrRevoke(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> token.isKeyword("GRANT")) ? "TO" : "FROM";
    }

    private boolean isKnown(String role) {
        return role.equals("public") || existing.contains(role);
    }

    /** The name behind the last such keyword; object names come before it. */
    private static String roleBehind(List<Token> tokens, String keyword) {
        for (int i = tokens.size() - 2; i >= 0; i--) {
            if (tokens.get(i).isKeyword(keyword)) {
                return Identifiers.unquote(tokens.get(i + 1).text());
            }
        }
        return "";
    }
}
