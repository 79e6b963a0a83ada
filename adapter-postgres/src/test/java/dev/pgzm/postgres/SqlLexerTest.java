package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.postgres.Token.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {
    private static List<String> significant(String sql) {
        return SqlLexer.tokensWithoutBlanks(sql).stream().map(Token::text).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it''s', E'a\\'b', U&\"d\\0061t\", $$x$$, $t$ $$ $t$, 1.5e3, a::int, b<>-1 -- end",
                "/* a /* nested */ b */ \"q\"\"uo.ted\".\"x\" 'unterminated",
                "x$1 $1 $notag 'é' été \\restrict abc\nSELECT 1",
            })
    void losesNoCharacter(String sql) {
        assertThat(SqlLexer.tokens(sql).stream().map(Token::text).collect(Collectors.joining()))
                .isEqualTo(sql);
    }

    @Test
    void keepsStringsInOnePiece() {
        assertThat(significant("'it''s; public.x' E'a\\'b;' $q$ ; $$ public.y $q$"))
                .containsExactly("'it''s; public.x'", "E'a\\'b;'", "$q$ ; $$ public.y $q$");
    }

    @Test
    void endsAnOperatorWhereACommentBegins() {
        assertThat(SqlLexer.tokens("a <>--x\nb"))
                .extracting(Token::kind)
                .containsExactly(Kind.WORD, Kind.SPACE, Kind.OPERATOR, Kind.COMMENT, Kind.SPACE, Kind.WORD);
    }

    @Test
    void tellsNestedCommentsFromCode() {
        assertThat(significant("a /* x /* y */ ; */ b")).containsExactly("a", "b");
    }

    @Test
    void takesDollarsInsideNamesForParts() {
        assertThat(significant("a$b$c = $1")).containsExactly("a$b$c", "=", "$1");
    }
}
