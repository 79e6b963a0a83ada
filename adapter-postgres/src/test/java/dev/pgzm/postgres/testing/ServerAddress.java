package dev.pgzm.postgres.testing;

import java.util.Properties;

/** How to reach a test server as its superuser. */
public record ServerAddress(String host, int port, String user, String password) {
    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("preferQueryMode", "simple");
        return properties;
    }
}
