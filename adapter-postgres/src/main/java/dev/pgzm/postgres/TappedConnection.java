package dev.pgzm.postgres;

import dev.pgzm.ports.plan.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A connection with the tap from which its rows can be taken. */
record TappedConnection(Connection connection, RowTap tap) {
    static TappedConnection open(DatabaseUrl url) throws SQLException {
        DriverSettings settings = new DriverSettings(url);
        Connection connection = DriverManager.getConnection(settings.jdbcUrl(), settings.properties());
        return new TappedConnection(connection, KeepAliveSocketFactory.tapOfNewConnection());
    }

    /** Whether nothing is left open on it. */
    boolean isAtRest() {
        try {
            return !connection.isClosed()
                    && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
        } catch (SQLException unknown) {
            return false;
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // closing is all that was wanted
        }
    }
}
