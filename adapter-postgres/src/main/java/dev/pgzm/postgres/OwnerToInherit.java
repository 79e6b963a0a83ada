package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An object of the shadow schema that does not belong to the owner of the live object of its name.
 *
 * @param possible whether the connected role may give it to that owner
 */
record OwnerToInherit(String what, Heir heir, boolean possible, String statement) {
    private static final Sql LIST = Sql.file("list_owners_to_inherit");

    /**
     * Who gets objects.
     *
     * @param lacksCreate on the shadow schema; whoever is given an object there must have it at that moment
     */
    record Heir(String rolname, boolean lacksCreate) {
        /** The changes in a transaction that leaves the schema's privileges as they are. */
        List<String> around(String schema, List<String> changes) {
            if (!lacksCreate) {
                return changes;
            }
            String onSchema = " CREATE ON SCHEMA " + Identifiers.quote(schema);
            List<String> statements = new ArrayList<>();
            statements.add("GRANT" + onSchema + " TO " + Identifiers.quote(rolname));
            statements.addAll(changes);
            statements.add("REVOKE" + onSchema + " FROM " + Identifiers.quote(rolname));
            return statements;
        }
    }

    static Supplier<List<OwnerToInherit>> ask(Questions questions, Plan plan) {
        return questions.ask(
                "compare the owners",
                LIST,
                row -> new OwnerToInherit(
                        row.getString("what"),
                        new Heir(row.getString("owner"), row.getBoolean("lacks_create")),
                        row.getBoolean("possible"),
                        row.getString("statement")),
                plan.liveSchema(),
                plan.shadowSchema());
    }

    /** Those that the connected role may change. */
    static Map<Heir, List<OwnerToInherit>> byOwner(Session session, Plan plan) {
        return ask(new Questions(session), plan).get().stream()
                .filter(OwnerToInherit::possible)
                .collect(Collectors.groupingBy(OwnerToInherit::heir, LinkedHashMap::new, Collectors.toList()));
    }

    Loss loss() {
        return new Loss(Loss.Kind.OWNER, "role " + heir.rolname() + " as the owner of " + what, possible);
    }
}
