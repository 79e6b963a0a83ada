package dev.pgzm.ports.plan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.immutables.value.Value;
import org.immutables.value.Value.Redacted;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks, as libpq's connection URLs say it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">Connection URIs</a>
 */
@Value.Immutable
public interface DatabaseUrl {
    /** At least one; tried in this order. */
    List<HostAddress> hosts();

    String database();

    String user();

    /** Empty where {@code .pgpass} or the server's own authentication is to decide. */
    @Redacted
    Optional<Secret> password();

    /** libpq's names, such as {@code sslmode}; without host, port, user, password and dbname, which stand above. */
    Map<String, String> parameters();

    /**
     * Reads {@code postgres://} and {@code postgresql://} URLs.
     *
     * @param text percent-encoded, with any number of hosts and parameters
     * @param environment gives a variable's value or null; {@code PGHOST}, {@code PGPORT}, {@code PGUSER},
     *     {@code PGDATABASE}, {@code PGPASSWORD}, {@code PGSSLMODE} and the like fill what the URL, and the service that it or
     *     {@code PGSERVICE} names, leave out
     * @throws IllegalArgumentException with a sentence that names the fault and never holds the password
     */
    static DatabaseUrl parse(String text, Function<String, @Nullable String> environment) {
        return new DatabaseUrlParser(environment).parse(text);
    }

    /** The URL without its password and parameters, for a person to read. */
    default String display() {
        String addresses = hosts().stream().map(HostAddress::toString).collect(Collectors.joining(","));
        return "postgresql://" + user() + "@" + addresses + "/" + database();
    }

    /** The same URL without its password, and without the one of its client key. */
    default DatabaseUrl withoutSecrets() {
        Map<String, String> open = new TreeMap<>(parameters());
        open.remove("sslpassword");
        return ImmutableDatabaseUrl.builder()
                .from(this)
                .password(Optional.empty())
                .parameters(open)
                .build();
    }

    /** The same URL with such a password. */
    default DatabaseUrl withSecret(Optional<Secret> secret) {
        return ImmutableDatabaseUrl.builder().from(this).password(secret).build();
    }

    /** The URL as text that {@link #parse} reads back, percent-encoded, without its secrets. */
    default String uri() {
        String parameters = withoutSecrets().parameters().entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        String addresses = hosts().stream().map(HostAddress::toString).collect(Collectors.joining(","));
        return "postgresql://" + encode(user()) + "@" + addresses + "/" + encode(database())
                + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
