package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.HostAddress;
import dev.pgzm.ports.plan.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** Says with the driver's words what a {@link DatabaseUrl} says with libpq's. */
final class DriverSettings {
    private static final Map<String, String> DRIVER_NAMES = Map.ofEntries(
            Map.entry("application_name", "ApplicationName"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("options", "options"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("target_session_attrs", "targetServerType"));
    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");
    /** libpq parameters that change nothing a user could miss: this tool's sockets keep themselves alive. */
    private static final Set<String> IGNORED = Set.of(
            "client_encoding",
            "fallback_application_name",
            "keepalives",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "load_balance_hosts",
            "sslcompression",
            "sslsni",
            "tcp_user_timeout");

    private final DatabaseUrl url;

    DriverSettings(DatabaseUrl url) {
        this.url = url;
    }

    String jdbcUrl() {
        String addresses = url.hosts().stream().map(HostAddress::toString).collect(Collectors.joining(","));
        String database =
                URLEncoder.encode(url.database(), StandardCharsets.UTF_8).replace("+", "%20");
        return "jdbc:postgresql://" + addresses + "/" + database;
    }

    /**
     * @throws MigrationException with {@code CONFIGURATION} for a parameter that could not be honoured
     */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        url.password().map(Secret::reveal).ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "pgzm");
        properties.setProperty("connectTimeout", "10");
        // one that the program has set would let the driver connect in a thread of its own
        properties.setProperty("loginTimeout", "0");
        properties.setProperty("tcpKeepAlive", "true");
        // else the driver sets in two more round trips what it could have said at once
        properties.setProperty("assumeMinServerVersion", "14");
        properties.setProperty("socketFactory", KeepAliveSocketFactory.class.getName());
        // one round trip a statement, and several statements as one message, which the server runs as one transaction
        properties.setProperty("preferQueryMode", "simple");
        url.parameters().forEach((name, value) -> add(properties, name, value));
        return properties;
    }

    private static void add(Properties properties, String name, String value) {
        if (IGNORED.contains(name)) {
            return;
        }
        String driverName = DRIVER_NAMES.get(name);
        String driverValue =
                name.equals("target_session_attrs") ? SESSION_ATTRIBUTES.getOrDefault(value, value) : value;
        if (driverName == null) {
            throw new MigrationException(
                    Problem.of(ErrorCode.CONFIGURATION, "Cannot honour the URL's parameter " + name)
                            .withDetail("Parameters that work: "
                                    + DRIVER_NAMES.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".")
                            .withHint("Leave the parameter out of the URL.")
                            .withOutcome("Nothing was changed."));
        }
        properties.setProperty(driverName, driverValue);
    }
}
