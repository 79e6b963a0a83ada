package dev.pgzm.ports.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    private static DatabaseUrl parse(String url) {
        return DatabaseUrl.parse(url, variable -> null);
    }

    @Test
    void readsEveryPartOfAUrl() {
        DatabaseUrl url =
                parse("postgresql://app:s%40cret%2F@db.example.com:6432/shop?sslmode=require&connect_timeout=3");

        assertThat(url.hosts()).containsExactly(new HostAddress("db.example.com", 6432));
        assertThat(url.user()).isEqualTo("app");
        assertThat(url.password()).contains(new Secret("s@cret/"));
        assertThat(url.database()).isEqualTo("shop");
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "require", "connect_timeout", "3"));
    }

    @Test
    void readsSeveralHostsAndIpv6() {
        DatabaseUrl url = parse("postgres://app@[2001:db8::1]:5433,b.example.com,c.example.com:5434/shop");

        assertThat(url.hosts())
                .containsExactly(
                        new HostAddress("2001:db8::1", 5433),
                        new HostAddress("b.example.com", 5432),
                        new HostAddress("c.example.com", 5434));
        assertThat(url.display())
                .isEqualTo("postgresql://app@[2001:db8::1]:5433,b.example.com:5432,c.example.com:5434/shop");
    }

    @Test
    void takesHostAddressUserAndDatabaseFromParametersToo() {
        DatabaseUrl url = parse("postgresql://?host=a,b&port=1,2&user=u%20v&dbname=d%25&password=p%2Bq+r");

        assertThat(url.hosts()).containsExactly(new HostAddress("a", 1), new HostAddress("b", 2));
        assertThat(url.user()).isEqualTo("u v");
        assertThat(url.database()).isEqualTo("d%");
        assertThat(url.password()).contains(new Secret("p+q+r"));
        assertThat(url.parameters()).isEmpty();
    }

    @Test
    void fillsWhatIsLeftOutFromTheEnvironmentAsLibpqDoes() {
        Map<String, String> environment =
                Map.of("PGHOST", "h", "PGPORT", "7", "PGUSER", "u", "PGPASSWORD", "p", "PGSSLMODE", "verify-full");

        DatabaseUrl url = DatabaseUrl.parse("postgresql://", environment::get);

        assertThat(url.hosts()).containsExactly(new HostAddress("h", 7));
        assertThat(url.user()).isEqualTo("u");
        assertThat(url.database()).isEqualTo("u");
        assertThat(url.password()).contains(new Secret("p"));
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "verify-full"));
    }

    @Test
    void neverPrintsThePassword() {
        DatabaseUrl url = parse("postgresql://app:hunter2@db/shop");

        assertThat(url.toString()).doesNotContain("hunter2");
        assertThat(url.display()).isEqualTo("postgresql://app@db:5432/shop");
        assertThat(new Secret("hunter2")).hasToString("********");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://a:pw@b/c, a connection URL looks like",
        "postgresql//a:pw@b/c, a connection URL looks like",
        "postgresql://a:pw@b:70000/c, is not a port",
        "postgresql://a:pw@b:x/c, is not a host with an optional port",
        "postgresql://a:pw@b/c%zz, a percent sign is not followed",
        "postgresql://a:pw@b/c?sslmode, lacks its name or its",
        "postgresql://a:pw@%2Fvar%2Frun/c, is a Unix-domain socket",
    })
    void namesTheFaultOfAMalformedUrlWithoutItsPassword(String url, String fault) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault)
                .message()
                .doesNotContain("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://localhost/x?ssl=true", "postgresql://localhost/x?sslmode=require"})
    void takesJdbcsSslForLibpqsSslmode(String url) {
        assertThat(parse(url).parameters()).isEqualTo(Map.of("sslmode", "require"));
    }
}
