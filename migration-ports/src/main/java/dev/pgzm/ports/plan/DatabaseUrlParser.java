package dev.pgzm.ports.plan;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a libpq connection URL apart; its messages quote the URL's public parts only. */
final class DatabaseUrlParser {
    private static final Pattern URL = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^/?#]*)(?:/(?<database>[^?#]*))?(?:\\?(?<query>[^#]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.%]+)\\]|(?<name>[^:\\[\\]]*))(?::(?<port>[0-9]*))?");
    private static final Map<String, String> PARAMETER_VARIABLES = Map.of(
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY",
            "connect_timeout", "PGCONNECT_TIMEOUT",
            "target_session_attrs", "PGTARGETSESSIONATTRS",
            "options", "PGOPTIONS",
            "channel_binding", "PGCHANNELBINDING");

    private final Function<String, @Nullable String> environment;

    DatabaseUrlParser(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    DatabaseUrl parse(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("a connection URL looks like"
                    + " postgresql://user:password@host:5432/database?sslmode=require,"
                    + " with special characters percent-encoded");
        }
        Map<String, String> query = query(url.group("query"));
        Map<String, String> service = service(firstOf(query.remove("service"), variable("PGSERVICE")));
        String hosts = firstOf(
                query.remove("host"), url.group("hosts"), service.remove("host"), variable("PGHOST"), "localhost");
        String ports = firstOf(query.remove("port"), service.remove("port"), variable("PGPORT"), "5432");
        String user = firstOf(
                query.remove("user"),
                decode(url.group("user")),
                service.remove("user"),
                variable("PGUSER"),
                System.getProperty("user.name"));
        String database = firstOf(
                query.remove("dbname"),
                decode(url.group("database")),
                service.remove("dbname"),
                variable("PGDATABASE"),
                user);
        String password = firstOf(
                query.remove("password"),
                decode(url.group("password")),
                service.remove("password"),
                variable("PGPASSWORD"),
                "");
        service.forEach(query::putIfAbsent);
        PARAMETER_VARIABLES.forEach((name, variable) -> environmentDefault(query, name, variable));
        return ImmutableDatabaseUrl.builder()
                .hosts(hosts(hosts, ports))
                .database(database)
                .user(user)
                .password(password.isEmpty() ? Optional.empty() : Optional.of(new Secret(password)))
                .parameters(query)
                .build();
    }

    /** What the URL leaves out and the service says goes before the environment, as in libpq. */
    private Map<String, String> service(String name) {
        return name.isEmpty() ? new TreeMap<>() : new TreeMap<>(new ServiceFile(environment).service(name));
    }

    private static List<HostAddress> hosts(String hosts, String defaultPorts) {
        String[] ports = defaultPorts.split(",");
        List<HostAddress> result = new ArrayList<>();
        for (String each : hosts.split(",", -1)) {
            String defaultPort = ports[Math.min(result.size(), ports.length - 1)];
            result.add(host(each, defaultPort));
        }
        return result;
    }

    private static HostAddress host(String text, String defaultPort) {
        String decoded = decode(text);
        if (decoded.startsWith("/") || decoded.startsWith("@")) {
            throw new IllegalArgumentException(
                    "\"" + decoded + "\" is a Unix-domain socket, which cannot be used: name a TCP host");
        }
        boolean bareV6 = decoded.indexOf(':') != decoded.lastIndexOf(':') && !decoded.startsWith("[");
        Matcher host = HOST.matcher(bareV6 ? "[" + decoded + "]" : decoded);
        if (!host.matches()) {
            throw new IllegalArgumentException("\"" + decoded + "\" is not a host with an optional port");
        }
        String name = firstOf(host.group("v6"), host.group("name"), "localhost");
        return new HostAddress(name, port(firstOf(host.group("port"), defaultPort)));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like a number out of range
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a port: it takes a number from 1 to 65535");
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> result = new TreeMap<>();
        if (text == null || text.isEmpty()) {
            return result;
        }
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a parameter of the URL lacks its name or its \"=\"");
            }
            String name = decode(pair.substring(0, equals));
            result.put(name.equals("ssl") ? "sslmode" : name, decode(pair.substring(equals + 1)));
        }
        // libpq takes ssl=true for JDBC's sake: https://www.postgresql.org/docs/current/libpq-connect.html
        result.computeIfPresent("sslmode", (name, mode) -> mode.equals("true") ? "require" : mode);
        return result;
    }

    private void environmentDefault(Map<String, String> query, String name, String variable) {
        String value = variable(variable);
        if (!value.isEmpty()) {
            query.putIfAbsent(name, value);
        }
    }

    private String variable(String name) {
        String value = environment.apply(name);
        return value == null ? "" : value;
    }

    private static String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }

    private static String decode(@Nullable String text) {
        if (text == null) {
            return "";
        }
        try {
            // URLDecoder reads forms, where + is a space; in a URL it is itself
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("a percent sign is not followed by two hexadecimal digits", malformed);
        }
    }
}
