package dev.pgzm.ports.backup;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A backup while it is being read. Writes nothing. Safe for use by several threads at once.
 *
 * <p>Every method fails with {@code DESTINATION_FAILED}, and may be repeated.
 */
public interface BackupReader extends AutoCloseable {
    /** The facts that the catalog tells: all but those of {@link BackupFact.Kind#ROWS}. */
    Set<BackupFact> catalogFacts();

    /** What was recorded when the backup had just been replaced; empty where nothing was. */
    Optional<Set<BackupFact>> recordedFacts();

    /** Tables and filled materialized views, the largest first. */
    List<String> tables();

    /**
     * Reads a table to its last page, every value whole.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code VERIFICATION_FAILED} if the server cannot read it, with
     *     {@code PREFLIGHT} if the connected role may not, with {@code DESTINATION_FAILED} if the connection is lost
     */
    BackupFact rows(String table);

    /**
     * The indexes that the server can check row by row: B-trees, where the extension amcheck is installed and the
     * connected role may use it.
     */
    List<String> checkableIndexes();

    /**
     * Checks an index against its table's rows.
     *
     * @return what is wrong with it, if anything is
     */
    Optional<String> damage(String index);

    /** Makes every statement in flight fail soon. May be called at any time. */
    void cancel();

    /** Closes the connections; may be called twice. */
    @Override
    void close();
}
