package dev.pgzm.ports.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablePatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            users          | users        | true
            Users          | users        | true
            Users          | Users        | false
            "Users"        | Users        | true
            "My, ""T"".x"  | My, "T".x    | true
            app.users      | users        | true
            log_*          | log_2026     | true
            log_*          | log          | false
            log_?          | log_1        | true
            log_?          | log_12       | false
            "log_*"        | log_1        | false
            "log_*"        | log_*        | true
            a"B"c          | aBc          | true
            """)
    void meansWhatPsqlMeans(String pattern, String relname, boolean matches) {
        assertThat(new TablePattern(pattern).matches(relname)).isEqualTo(matches);
    }

    @Test
    void aListEndsItsNamesAtCommasOutsideOfQuotes() {
        assertThat(TablePattern.list("users, \"a,b\" ,app.\"c\"\",d\""))
                .extracting(TablePattern::text)
                .containsExactly("users", "\"a,b\"", "app.\"c\"\",d\"");
    }

    @Test
    void aSchemaIsPartOfTheName() {
        assertThat(new TablePattern("app.users").matchesSchema("app")).isTrue();
        assertThat(new TablePattern("App.users").matchesSchema("App")).isFalse();
        assertThat(new TablePattern("users").matchesSchema("anything")).isTrue();
    }

    @Test
    void oneThatIsMadeOfANameMeansThatName() {
        TablePattern pattern = TablePattern.exactly("my \"*\"");
        assertThat(pattern.text()).isEqualTo("\"my \"\"*\"\"\"");
        assertThat(pattern.exactName()).contains("my \"*\"");
        assertThat(new TablePattern("log_*").exactName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c", ".a", "a.", "\"a"})
    void refusesWhatIsNoName(String text) {
        assertThatThrownBy(() -> new TablePattern(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
