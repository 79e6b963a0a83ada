package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The script's entries that say what the destination's live schema says already: those about types that are kept. */
final class KeptEntries {
    private final Set<Integer> dumpIds = new HashSet<>();

    KeptEntries(SourceContents contents, Collection<TypeIdentity> kept) {
        Set<String> names = kept.stream().map(TypeIdentity::typname).collect(Collectors.toSet());
        Set<Long> oids = contents.types().stream()
                .filter(type -> names.contains(type.typname()))
                .map(LiveType::identity)
                .map(TypeIdentity::oid)
                .collect(Collectors.toSet());
        contents.script().entries().stream()
                .filter(entry -> isType(entry) && oids.contains(entry.oid()) || describesKept(entry))
                .map(ScriptEntry::dumpId)
                .forEach(dumpIds::add);
    }

    boolean contains(ScriptEntry entry) {
        return dumpIds.contains(entry.dumpId());
    }

    /** OIDs are unique among objects of one kind only. */
    private static boolean isType(ScriptEntry entry) {
        return entry.label().startsWith("TYPE ") || entry.label().startsWith("DOMAIN ");
    }

    /** Comments and privileges have no OID, and need what they are about. */
    private boolean describesKept(ScriptEntry entry) {
        return entry.oid() == 0 && !entry.dependencies().isEmpty() && dumpIds.containsAll(entry.dependencies());
    }
}
