package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.plan.ImmutableProtection;
import dev.pgzm.ports.plan.Protection;

/** The members of a plan that protect the servers; those that limit nothing are left out. */
final class ProtectionDocument {
    private ProtectionDocument() {}

    static void write(Protection protection, ObjectNode target) {
        protection.maxConnections().ifPresent(most -> target.put("maxConnections", most));
        protection.maxReplicaLag().ifPresent(lag -> target.put("maxReplicaLag", lag));
        protection.maxRetainedWal().ifPresent(wal -> target.put("maxRetainedWal", wal));
        protection.maxPause().ifPresent(pause -> target.put("maxPause", pause.toString()));
        protection.statementTimeout().ifPresent(timeout -> target.put("statementTimeout", timeout.toString()));
        protection.phaseTimeout().ifPresent(timeout -> target.put("phaseTimeout", timeout.toString()));
    }

    static Protection read(Members members) {
        ImmutableProtection.Builder protection = ImmutableProtection.builder()
                .maxPause(members.optional("maxPause", members::duration))
                .statementTimeout(members.optional("statementTimeout", members::duration))
                .phaseTimeout(members.optional("phaseTimeout", members::duration));
        members.optional("maxConnections", members::integer).ifPresent(protection::maxConnections);
        members.optional("maxReplicaLag", members::number).ifPresent(protection::maxReplicaLag);
        members.optional("maxRetainedWal", members::number).ifPresent(protection::maxRetainedWal);
        return protection.build();
    }
}
