package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * A digest of everything that the shadow schema is built from, but the rows: equal for two snapshots exactly if what was
 * built from the one can be gone on with from the other.
 */
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(SourceContents contents) {
        MessageDigest digest = sha256();
        contents.script().entries().forEach(entry -> add(digest, entry));
        contents.tables().forEach(table -> add(digest, table));
        add(digest, List.of(new TreeMap<>(contents.populatedViews()), new TreeMap<>(contents.partitionedTables())));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, ScriptEntry entry) {
        add(
                digest,
                List.of(
                        entry.dumpId(),
                        entry.oid(),
                        entry.kind(),
                        entry.label(),
                        entry.owner(),
                        entry.dependencies(),
                        entry.section(),
                        entry.statements()));
    }

    private static void add(MessageDigest digest, SourceTable table) {
        add(digest, List.of(table.oid(), table.name(), table.columns(), table.format(), table.ancestors()));
    }

    private static void add(MessageDigest digest, List<?> values) {
        digest.update(values.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }
}
