package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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
        List<Supplier<List<String>>> changes = new ArrayList<>();
        Questions questions = new Questions(session);
        if (plan.ownership() == OwnershipPolicy.DESTINATION) {
            OwnerToInherit.byOwner(session, plan).forEach(this::giveTo);
            // asked behind the change of owners, which renames the owner in the privileges too
            changes.add(
                    questions.strings("compare the privileges", PRIVILEGES, plan.liveSchema(), plan.shadowSchema()));
        }
        Supplier<List<ReplicaIdentity>> identities = askReplicaIdentities(questions);
        changes.add(() -> identities.get().stream()
                .filter(ReplicaIdentity::possible)
                .map(ReplicaIdentity::statement)
                .toList());
        changes.forEach(each -> applyAll(each.get()));
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
        Questions questions = new Questions(session);
        Supplier<List<Loss>> privileges =
                ask(questions, Loss.Kind.PRIVILEGE, "compare the privileges", LOST_PRIVILEGES);
        Supplier<List<Loss>> defaults =
                ask(questions, Loss.Kind.SETTING, "compare the default privileges", LOST_DEFAULTS);
        Supplier<List<OwnerToInherit>> owners = OwnerToInherit.ask(questions, plan);
        Supplier<List<ReplicaIdentity>> identities = askReplicaIdentities(questions);
        List<Loss> losses = new ArrayList<>(privileges.get());
        losses.addAll(defaults.get());
        owners.get().stream().map(OwnerToInherit::loss).forEach(losses::add);
        identities.get().stream()
                .map(each -> new Loss(Loss.Kind.SETTING, each.what(), each.possible()))
                .forEach(losses::add);
        return losses;
    }

    private Supplier<List<Loss>> ask(Questions questions, Loss.Kind kind, String doing, Sql sql) {
        return questions.ask(
                doing,
                sql,
                row -> new Loss(kind, row.getString("what"), row.getBoolean("curable")),
                plan.liveSchema(),
                plan.shadowSchema());
    }

    private Supplier<List<ReplicaIdentity>> askReplicaIdentities(Questions questions) {
        return questions.ask(
                "compare the replica identities",
                REPLICA_IDENTITIES,
                row -> new ReplicaIdentity(
                        row.getString("what"), row.getBoolean("possible"), row.getString("statement")),
                plan.liveSchema(),
                plan.shadowSchema());
    }
}
