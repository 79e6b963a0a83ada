package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What shadow's objects take over from the live objects of the same names, and what of it they lack. */
final class LiveInheritance {
    private static final Sql PRIVILEGES = Sql.file("list_privileges_to_inherit");
    private static final Sql REPLICA_IDENTITIES = Sql.file("list_replica_identities_to_inherit");
    private static final Sql LOST_PRIVILEGES = Sql.file("list_lost_privileges");
    private static final Sql LOST_DEFAULTS = Sql.file("list_lost_default_privileges");
    private static final int OBJECTS_PER_BATCH = 100;

    private final Session session;
    private final Plan plan;

    LiveInheritance(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    private record ReplicaIdentity(String what, boolean possible, String statement) {}

    /** Does what the plan asks for and the connected role may; {@link #losses} tells the rest. */
    void takeOver() {
        if (plan.ownership() == OwnershipPolicy.DESTINATION) {
            OwnerToInherit.byOwner(session, plan).forEach(this::giveTo);
            // read behind the change of owners, which renames the owner in the privileges too
            applyAll(strings("compare the privileges", PRIVILEGES));
        }
        applyAll(replicaIdentities().stream()
                .filter(ReplicaIdentity::possible)
                .map(ReplicaIdentity::statement)
                .toList());
    }

    private void giveTo(OwnerToInherit.Heir heir, List<OwnerToInherit> objects) {
        for (List<OwnerToInherit> batch : Batches.of(objects, OBJECTS_PER_BATCH)) {
            List<String> changes = batch.stream().map(OwnerToInherit::statement).toList();
            if (!isApplied(heir.around(plan.shadowSchema(), changes))) {
                changes.forEach(change -> isApplied(heir.around(plan.shadowSchema(), List.of(change))));
            }
        }
    }

    private void applyAll(List<String> changes) {
        for (List<String> batch : Batches.of(changes, OBJECTS_PER_BATCH)) {
            if (!isApplied(batch)) {
                batch.forEach(change -> isApplied(List.of(change)));
            }
        }
    }

    /** As one transaction; what is not allowed is left as it is. */
    private boolean isApplied(List<String> statements) {
        try {
            session.executeRaw(String.join(";\n", statements));
            return true;
        } catch (SQLException refused) {
            if (SqlFailure.sqlState(refused).equals(SqlFailure.INSUFFICIENT_PRIVILEGE)) {
                return false;
            }
            throw SqlFailure.of(Side.DESTINATION, "take over what the live schema's objects have", refused);
        }
    }

    /** What live objects have and shadow's lack, as things stand. */
    List<Loss> losses() {
        List<Loss> losses = new ArrayList<>(list(Loss.Kind.PRIVILEGE, "compare the privileges", LOST_PRIVILEGES));
        losses.addAll(list(Loss.Kind.SETTING, "compare the default privileges", LOST_DEFAULTS));
        OwnerToInherit.list(session, plan).stream().map(OwnerToInherit::loss).forEach(losses::add);
        replicaIdentities().stream()
                .map(each -> new Loss(Loss.Kind.SETTING, each.what(), each.possible()))
                .forEach(losses::add);
        return losses;
    }

    private List<Loss> list(Loss.Kind kind, String doing, Sql sql) {
        return session.query(
                doing,
                sql,
                row -> new Loss(kind, row.getString("what"), row.getBoolean("curable")),
                plan.liveSchema(),
                plan.shadowSchema());
    }

    private List<ReplicaIdentity> replicaIdentities() {
        return session.query(
                "compare the replica identities",
                REPLICA_IDENTITIES,
                row -> new ReplicaIdentity(
                        row.getString("what"), row.getBoolean("possible"), row.getString("statement")),
                plan.liveSchema(),
                plan.shadowSchema());
    }

    private List<String> strings(String doing, Sql sql) {
        return session.strings(doing, sql, plan.liveSchema(), plan.shadowSchema());
    }
}
