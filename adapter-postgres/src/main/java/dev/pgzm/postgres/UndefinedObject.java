package dev.pgzm.postgres;

import java.sql.SQLException;
import java.util.Set;

/** SQLSTATEs that say a name could not be resolved. */
final class UndefinedObject {
    private static final Set<String> STATES = Set.of(
            "42883", // undefined_function, also operators
            "42P01", // undefined_table
            "42704", // undefined_object, such as types
            "42703"); // undefined_column

    private UndefinedObject() {}

    static boolean isMeantBy(SQLException failure) {
        return STATES.contains(SqlFailure.sqlState(failure));
    }
}
