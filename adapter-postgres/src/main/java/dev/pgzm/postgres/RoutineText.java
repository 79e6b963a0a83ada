package dev.pgzm.postgres;

import dev.pgzm.postgres.Token.Kind;
import java.util.List;
import java.util.Optional;

/**
 * The two texts of a routine whose body is a string: one that works while its objects stand in shadow, and the one
 * that it is to have once they are live.
 *
 * <p>Index expressions, checks, generated columns and domains call such routines during the load.
 */
final class RoutineText {
    private final SchemaMapping mapping;
    private final String live;
    private final String shadow;

    RoutineText(SchemaMapping mapping, String live, String shadow) {
        this.mapping = mapping;
        this.live = live;
        this.shadow = shadow;
    }

    /** The statement with body and {@code SET search_path} pointed at shadow; types that are kept are found behind it. */
    String forLoading(String createStatement) {
        List<Token> tokens = SqlLexer.tokens(mapping.statement(createStatement));
        StringBuilder result = new StringBuilder();
        boolean inSearchPath = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isKeyword("SEARCH_PATH")) {
                inSearchPath = true;
            } else if (token.is("\n")) {
                inSearchPath = false;
            }
            if (isBody(tokens, i)) {
                result.append(bodyForLoading(token));
            } else if (inSearchPath && namesLive(token)) {
                result.append(Identifiers.literal(shadow) + ", " + Identifiers.literal(live));
            } else {
                result.append(token.text());
            }
        }
        return result.toString();
    }

    /** The statement that gives the routine its own text back, if {@link #forLoading} changed it. */
    Optional<String> afterLoading(String createStatement) {
        String own = mapping.statement(createStatement);
        return own.equals(forLoading(createStatement))
                ? Optional.empty()
                : Optional.of(own.replaceFirst("^CREATE (FUNCTION|PROCEDURE)", "CREATE OR REPLACE $1"));
    }

    private boolean namesLive(Token token) {
        return token.kind() == Kind.STRING && token.is(Identifiers.literal(live))
                || token.isName() && Identifiers.unquote(token.text()).equals(live);
    }

    private static boolean isBody(List<Token> tokens, int i) {
        Kind kind = tokens.get(i).kind();
        return (kind == Kind.DOLLAR_STRING || kind == Kind.STRING)
                && i >= 2
                && tokens.get(i - 1).isBlank()
                && tokens.get(i - 2).isKeyword("AS");
    }

    private String bodyForLoading(Token token) {
        String text = token.text();
        if (token.kind() == Kind.DOLLAR_STRING) {
            int tag = text.indexOf('$', 1) + 1;
            return text.substring(0, tag)
                    + mapping.body(text.substring(tag, text.length() - tag))
                    + text.substring(text.length() - tag);
        }
        if (!text.startsWith("'")) {
            return text;
        }
        return Identifiers.literal(
                mapping.body(text.substring(1, text.length() - 1).replace("''", "'")));
    }
}
