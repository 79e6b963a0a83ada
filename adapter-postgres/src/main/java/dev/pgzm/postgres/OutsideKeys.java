package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The foreign keys that an exchange has left NOT VALID: of other schemas, and from and to preserved tables. */
final class OutsideKeys {
    private static final Sql LIST = Sql.of("SELECT statement FROM pgzm.key_to_validate ORDER BY position");

    private OutsideKeys() {}

    /** The statement that remembers a key, for the transaction that makes it NOT VALID. */
    static String toValidate(String validation) {
        return "INSERT INTO pgzm.key_to_validate (statement) VALUES (" + Identifiers.literal(validation)
                + ") ON CONFLICT DO NOTHING";
    }

    /** Reads the rows of the keys that are remembered, one key a transaction; tells which were not validated. */
    static List<Finding> validate(Session session, Plan plan, Progress progress) {
        return validate(
                session, plan, progress, session.strings("list the keys to validate", LIST), OutsideKeys::thenForget);
    }

    private static String thenForget(String validation) {
        return validation + "; DELETE FROM pgzm.key_to_validate WHERE statement = " + Identifiers.literal(validation);
    }

    /** As {@link #validate(Session, Plan, Progress)}, of keys that are remembered nowhere. */
    static List<Finding> validate(Session session, Plan plan, Progress progress, List<String> validations) {
        return validate(session, plan, progress, validations, UnaryOperator.identity());
    }

    private static List<Finding> validate(
            Session session,
            Plan plan,
            Progress progress,
            List<String> validations,
            UnaryOperator<String> transaction) {
        if (validations.isEmpty()) {
            return List.of();
        }
        // planning the check evaluates the expressions of indexes, whose functions may rely on the applications' path
        session.execute(
                "set the lock timeout and the search_path",
                "SET lock_timeout = " + plan.lockTimeout().toMillis() + "; SET search_path = "
                        + Identifiers.quote(plan.liveSchema()));
        List<Finding> failed = new ArrayList<>();
        for (String validation : validations) {
            progress.waiting("a foreign key: " + validation);
            try {
                Retries.untilLocked(plan.swapTimeout(), attempt -> {}, () -> {
                    session.execute("validate a foreign key of another schema", transaction.apply(validation));
                    return true;
                });
            } catch (MigrationException refused) {
                failed.add(finding(validation, refused));
                if (session.isClosed()) {
                    return failed;
                }
            }
        }
        return failed;
    }

    private static Finding finding(String validation, MigrationException refused) {
        return new Finding(
                Severity.WARNING,
                "a foreign key is not validated",
                refused.problem().message() + "; it is enforced for new rows",
                "Mend the rows if need be, then run: " + validation);
    }
}
