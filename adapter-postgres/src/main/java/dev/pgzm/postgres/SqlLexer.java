package dev.pgzm.postgres;

import dev.pgzm.postgres.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts SQL into tokens as PostgreSQL does with {@code standard_conforming_strings} on; the tokens' texts joined give
 * the script again.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">Lexical Structure</a>
 */
final class SqlLexer {
    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";

    private final String sql;
    private int position;

    SqlLexer(String sql) {
        this.sql = sql;
    }

    static List<Token> tokens(String sql) {
        SqlLexer lexer = new SqlLexer(sql);
        List<Token> tokens = new ArrayList<>();
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            tokens.add(token);
        }
        return tokens;
    }

    /** Those that mean something: neither white space nor comments. */
    static List<Token> tokensWithoutBlanks(String sql) {
        return tokens(sql).stream().filter(token -> !token.isBlank()).toList();
    }

    /** The next token, or null at the end; an unterminated string or comment reaches to the end. */
    @Nullable
    Token next() {
        if (position >= sql.length()) {
            return null;
        }
        int start = position;
        Kind kind = advance(sql.charAt(start));
        return new Token(kind, sql.substring(start, position));
    }

    private Kind advance(char first) {
        if (Character.isWhitespace(first)) {
            return whitespace();
        }
        if (looksAt("--")) {
            return comment();
        }
        if (looksAt("/*")) {
            return blockComment();
        }
        if (isNameStart(first)) {
            return wordOrPrefixedString(first);
        }
        return switch (first) {
            case '"' -> quoted('"', false, Kind.QUOTED_NAME);
            case '\'' -> quoted('\'', false, Kind.STRING);
            case '$' -> dollar();
            case '\\' -> meta();
            case ':' -> symbol(looksAt("::") ? 2 : 1);
            default -> Character.isDigit(first) ? number() : operatorOrSymbol(first);
        };
    }

    private Kind whitespace() {
        while (position < sql.length() && Character.isWhitespace(sql.charAt(position))) {
            position++;
        }
        return Kind.SPACE;
    }

    private Kind comment() {
        position = endOfLine();
        return Kind.COMMENT;
    }

    private Kind meta() {
        position = endOfLine();
        return Kind.META;
    }

    private int endOfLine() {
        int end = sql.indexOf('\n', position);
        return end < 0 ? sql.length() : end;
    }

    private Kind blockComment() {
        int depth = 0;
        do {
            if (looksAt("/*")) {
                depth++;
                position += 2;
            } else if (looksAt("*/")) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < sql.length());
        return Kind.COMMENT;
    }

    private Kind wordOrPrefixedString(char first) {
        boolean quoteFollows = position + 1 < sql.length() && sql.charAt(position + 1) == '\'';
        if (quoteFollows && "eEbBxXnN".indexOf(first) >= 0) {
            position++;
            return quoted('\'', first == 'e' || first == 'E', Kind.STRING);
        }
        if ((first == 'u' || first == 'U') && (looksAt(first + "&'") || looksAt(first + "&\""))) {
            position += 2;
            boolean name = sql.charAt(position) == '"';
            return quoted(name ? '"' : '\'', false, name ? Kind.QUOTED_NAME : Kind.STRING);
        }
        while (position < sql.length() && isNamePart(sql.charAt(position))) {
            position++;
        }
        return Kind.WORD;
    }

    private Kind quoted(char quote, boolean backslashEscapes, Kind kind) {
        position++;
        while (position < sql.length()) {
            char each = sql.charAt(position);
            if (backslashEscapes && each == '\\') {
                position += 2;
            } else if (each != quote) {
                position++;
            } else if (position + 1 < sql.length() && sql.charAt(position + 1) == quote) {
                position += 2;
            } else {
                position++;
                return kind;
            }
        }
        position = sql.length();
        return kind;
    }

    private Kind dollar() {
        int end = position + 1;
        while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean opens = end < sql.length()
                && sql.charAt(end) == '$'
                && (end == position + 1 || !Character.isDigit(sql.charAt(position + 1)));
        if (!opens) {
            position = Math.max(end, position + 1);
            return Kind.PUNCTUATION;
        }
        String tag = sql.substring(position, end + 1);
        int close = sql.indexOf(tag, end + 1);
        position = close < 0 ? sql.length() : close + tag.length();
        return Kind.DOLLAR_STRING;
    }

    private Kind number() {
        while (position < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(position)) || ".".indexOf(sql.charAt(position)) >= 0)) {
            position++;
        }
        return Kind.NUMBER;
    }

    private Kind operatorOrSymbol(char first) {
        if (OPERATOR_CHARACTERS.indexOf(first) < 0) {
            return symbol(1);
        }
        while (position < sql.length()
                && OPERATOR_CHARACTERS.indexOf(sql.charAt(position)) >= 0
                && !looksAt("--")
                && !looksAt("/*")) {
            position++;
        }
        return Kind.OPERATOR;
    }

    private Kind symbol(int length) {
        position += length;
        return Kind.PUNCTUATION;
    }

    private boolean looksAt(String text) {
        return sql.startsWith(text, position);
    }

    private static boolean isNameStart(char each) {
        return each == '_' || Character.isLetter(each) || each >= 0x80;
    }

    private static boolean isNamePart(char each) {
        return isNameStart(each) || Character.isDigit(each) || each == '$';
    }
}
