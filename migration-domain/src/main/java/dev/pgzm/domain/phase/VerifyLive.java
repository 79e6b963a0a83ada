package dev.pgzm.domain.phase;

import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.swap.SchemaSwap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * VERIFY: foreign keys that the swap has added are validated; then the new live schema holds every object that the source held
 * at the snapshot, each in the same state. Rows were counted on both sides when they were copied; applications write to them
 * from the swap on.
 */
public final class VerifyLive implements Phase {
    private static final int SHOWN = 10;

    private final Catalogs catalogs;
    private final SchemaSwap swap;

    public VerifyLive(Catalogs catalogs, SchemaSwap swap) {
        this.catalogs = catalogs;
        this.swap = swap;
    }

    @Override
    public void run(Run run) {
        List<Finding> unvalidated = swap.validateKeys(run.plan(), run.progress());
        unvalidated.forEach(run.progress()::found);
        Set<String> expected = catalogs.expectedInventory(run.plan()).objects();
        Set<String> found = catalogs.liveInventory(run.plan()).objects();
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        missing.removeIf(
                object -> isForeignKey(object) && (!unvalidated.isEmpty() || found.contains(object + " not valid")));
        run.figure("objects", expected.size());
        if (!missing.isEmpty()) {
            throw new MigrationException(
                    Problem.of(
                                    ErrorCode.VERIFICATION_FAILED,
                                    "Cannot accept the new schema: " + missing.size()
                                            + " objects are not as on the source")
                            .withDetail(missing.stream().limit(SHOWN).collect(Collectors.joining("\n")))
                            .withHint(
                                    "Run the command again; if it happens twice, please report it with the objects named above."));
        }
    }

    /** Those that rows break stay as they are, which is told; such a key is no reason to take the new schema away. */
    private static boolean isForeignKey(String object) {
        return object.startsWith("constraint ") && object.endsWith(" f");
    }
}
