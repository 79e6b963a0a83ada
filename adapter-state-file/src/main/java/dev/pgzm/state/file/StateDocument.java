package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;

/**
 * The JSON document of a migration's state, the same in every store.
 *
 * <p>Its first member, {@code pgzmState}, is the format's version: readers refuse what they do not know.
 */
public final class StateDocument {
    private static final JsonFormat FORMAT = new JsonFormat("pgzmState", 2);

    private StateDocument() {}

    /** The document as UTF-8; the same bytes for the same state. */
    public static byte[] write(MigrationState state) {
        ObjectNode document = FORMAT.start();
        document.put("id", state.id().epochMillis());
        document.put("version", state.version());
        document.put("status", state.status().name());
        document.put("goal", state.goal().name());
        PlanDocument.write(state.plan(), document.putObject("plan"));
        var steps = document.putArray("steps");
        state.steps().forEach(step -> StepDocument.write(step, steps.addObject()));
        state.failure().ifPresent(message -> document.put("failure", message));
        return FORMAT.write(document);
    }

    /**
     * Reads a document of any format up to this release's.
     *
     * @param database the destination's database name, whose state it must be
     * @throws IllegalArgumentException with a sentence on what is wrong with it
     */
    public static MigrationState read(byte[] document, String database) {
        Members members = FORMAT.read(document);
        MigrationState state = members.number(FORMAT.marker()) == 1 ? FirstFormat.read(members) : read(members);
        if (state.version() < 1) {
            throw new IllegalArgumentException("its member version is malformed: " + state.version());
        }
        if (!state.database().equals(database)) {
            throw new IllegalArgumentException("it is the state of database " + state.database());
        }
        return state;
    }

    private static MigrationState read(Members document) {
        return ImmutableMigrationState.builder()
                .id(new MigrationId(document.number("id")))
                .version(document.number("version"))
                .status(document.choice("status", MigrationStatus.class))
                .goal(document.choice("goal", Goal.class))
                .plan(PlanDocument.read(document.members("plan")))
                .steps(document.list("steps").map(StepDocument::read).toList())
                .failure(document.optional("failure", document::text))
                .build();
    }
}
