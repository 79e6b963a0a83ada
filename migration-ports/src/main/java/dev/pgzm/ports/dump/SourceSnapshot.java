package dev.pgzm.ports.dump;

/**
 * The source as of one instant, for as long as it is open.
 *
 * <p>Safe for use by several threads at once. Of a live source it holds ACCESS SHARE on every table (SHARE where the plan
 * freezes writers), so that no DROP, ALTER or TRUNCATE can change what is still to be read.
 */
public interface SourceSnapshot extends AutoCloseable {
    SourceContents contents();

    /**
     * Begins to read a part; the caller closes it.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code SOURCE_FAILED}
     */
    PartRows read(SourceTable table, Part part);

    /**
     * Whether a part holds exactly the rows that it held in an earlier snapshot of the same lineage. Reads the part; never
     * says so wrongly, but may deny it of rows that nobody changed.
     *
     * @param earlier as {@link SourceContents#snapshot}
     * @throws dev.pgzm.ports.error.MigrationException with {@code SOURCE_FAILED}
     */
    boolean isUnchanged(SourceTable table, CopiedPart part, String earlier);

    /** Makes every reading in flight fail soon; for when the run is lost. May be called at any time. */
    void cancel();

    /** Lets go of the snapshot and its locks; may be called twice, and with the source gone. */
    @Override
    void close();
}
