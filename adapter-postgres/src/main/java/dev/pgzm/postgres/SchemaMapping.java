package dev.pgzm.postgres;

import dev.pgzm.postgres.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rewrites statements that name the live schema so that they name the shadow schema, token by token.
 *
 * <p>pg_dump runs with an empty search_path, so that every name outside pg_catalog comes qualified.
 */
final class SchemaMapping {
    private static final Set<String> OID_ALIAS_TYPES = Set.of(
            "regclass",
            "regcollation",
            "regconfig",
            "regdictionary",
            "regoper",
            "regoperator",
            "regproc",
            "regprocedure",
            "regtype");

    private final String live;
    private final String shadow;
    private final ExtensionHomes extensions;
    private final Set<String> keptTypes;

    /**
     * @param keptTypes types of the live schema that shadow uses where they stand; nothing else in the script has one of their
     *     names
     */
    SchemaMapping(String live, String shadow, ExtensionHomes extensions, Set<String> keptTypes) {
        this.live = live;
        this.shadow = shadow;
        this.extensions = extensions;
        this.keptTypes = keptTypes;
    }

    /** How a member of an extension that lives in the live schema is named. */
    private enum Members {
        QUALIFIED,
        /** Left to the search_path: for names that the schema has objects of too. */
        BY_PATH
    }

    /** A statement of the script: the first name of the live schema in it is the schema's own object. */
    String statement(String sql) {
        return rewrite(sql, true, Members.QUALIFIED);
    }

    /** Likewise, for a search_path of shadow and the live schema, which finds what fits the arguments best. */
    String statementByPath(String sql) {
        return rewrite(sql, true, Members.BY_PATH);
    }

    /** SQL from inside a function's body. */
    String body(String sql) {
        return rewrite(sql, false, Members.QUALIFIED);
    }

    private String rewrite(String sql, boolean firstIsOwn, Members members) {
        List<Token> tokens = SqlLexer.tokens(sql);
        StringBuilder result = new StringBuilder(sql.length() + 32);
        boolean own = firstIsOwn;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (isQualifier(tokens, i)) {
                String nspname = Identifiers.unquote(token.text());
                String home = own && nspname.equals(live) ? shadow : home(nspname, tokens.get(i + 2));
                own &= !nspname.equals(live);
                if (members == Members.BY_PATH && home.equals(live)) {
                    i++; // the dot
                } else {
                    result.append(home.equals(nspname) ? token.text() : Identifiers.quote(home));
                }
            } else if (token.kind() == Kind.STRING && isCastToOidAlias(tokens, i)) {
                result.append(stringOfName(token.text()));
            } else {
                result.append(token.text());
            }
        }
        return result.toString();
    }

    private String home(String nspname, Token token) {
        String name = Identifiers.unquote(token.text());
        boolean ownOfShadow = nspname.equals(live) && !keptTypes.contains(name);
        return extensions.of(nspname, name).orElse(ownOfShadow ? shadow : nspname);
    }

    private static boolean isQualifier(List<Token> tokens, int i) {
        return tokens.get(i).isName()
                && i + 2 < tokens.size()
                && tokens.get(i + 1).is(".")
                && (i == 0 || !tokens.get(i - 1).is("."))
                && (tokens.get(i + 2).isName() || tokens.get(i + 2).kind() == Kind.OPERATOR);
    }

    private static boolean isCastToOidAlias(List<Token> tokens, int i) {
        return i + 2 < tokens.size()
                && tokens.get(i + 1).is("::")
                && OID_ALIAS_TYPES.contains(tokens.get(i + 2).text().toLowerCase(Locale.ROOT));
    }

    private String stringOfName(String literal) {
        if (!literal.startsWith("'")) {
            return literal;
        }
        String name = literal.substring(1, literal.length() - 1).replace("''", "'");
        return Identifiers.literal(rewrite(name, false, Members.QUALIFIED));
    }
}
