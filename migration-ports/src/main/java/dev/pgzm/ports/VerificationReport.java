package dev.pgzm.ports;

import dev.pgzm.ports.backup.Backup;
import java.time.Duration;
import java.util.List;
import org.immutables.value.Value;

/** What the reading of a whole backup has shown. */
@Value.Immutable
public interface VerificationReport {
    Backup backup();

    /** Whether the rows of every table could be compared with what was recorded when the backup was replaced. */
    boolean comparedRows();

    /** Tables that were read to the last page. */
    int tablesRead();

    /** Indexes that were checked row by row. */
    int indexesChecked();

    /** What is not as it was, or not as it must be, each in words; empty where the backup can be trusted. */
    List<String> defects();

    /** What could not be looked at, and why. */
    List<String> notes();

    Duration took();
}
