package dev.pgzm.domain.phase;

import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.swap.SchemaSwap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * VERIFY: the new live schema holds every object that the source held at the snapshot, each in the same state. Rows were
 * counted on both sides when they were copied; applications write to them from the swap on. Then foreign keys from outside
 * are validated.
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
        Set<String> expected = catalogs.expectedInventory(run.plan()).objects();
        Set<String> found = catalogs.liveInventory(run.plan()).objects();
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
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
        swap.validateKeys(run.plan(), run.progress()).forEach(run.progress()::found);
    }
}
