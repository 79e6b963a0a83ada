package dev.pgzm.postgres;

import org.jspecify.annotations.Nullable;

/**
 * Tells where a statement ends: at a semicolon outside parentheses and outside the body of a routine in standard SQL.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createfunction.html">BEGIN ATOMIC ... END</a>, whose inner
 *     semicolons psql skips likewise (src/fe_utils/psqlscan.l)
 */
final class StatementSplitter {
    private final StringBuilder text = new StringBuilder();
    private int words;
    private boolean create;
    private boolean routine;
    private int parentheses;
    private int begins;

    /** Takes the next token; gives the statement without its semicolon if the token ends one. */
    @Nullable
    String accept(Token token) {
        if (token.isBlank() && text.isEmpty()) {
            return null;
        }
        if (token.is(";") && parentheses == 0 && begins == 0) {
            return finish();
        }
        count(token);
        text.append(token.text());
        return null;
    }

    boolean isAtStart() {
        return text.isEmpty();
    }

    private void count(Token token) {
        if (token.is("(")) {
            parentheses++;
        } else if (token.is(")")) {
            parentheses--;
        } else if (token.kind() == Token.Kind.WORD) {
            countWord(token);
        }
    }

    private void countWord(Token token) {
        words++;
        create |= words == 1 && token.isKeyword("CREATE");
        routine |= create && words <= 4 && (token.isKeyword("FUNCTION") || token.isKeyword("PROCEDURE"));
        if (!routine || parentheses > 0) {
            return;
        }
        if (token.isKeyword("BEGIN") || begins > 0 && token.isKeyword("CASE")) {
            begins++;
        } else if (begins > 0 && token.isKeyword("END")) {
            begins--;
        }
    }

    private String finish() {
        String statement = text.toString().stripTrailing();
        text.setLength(0);
        words = 0;
        create = false;
        routine = false;
        parentheses = 0;
        begins = 0;
        return statement;
    }
}
