package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.dump.SourceContents;
import java.util.Map;
import org.immutables.value.Value;

/** What an archive holds besides pg_dump's own files, so that it can be restored without its source. */
@Value.Immutable
interface ArchiveContents {
    /** What is written and understood; another format is refused. */
    int FORMAT = 1;

    int format();

    /** The source's URL, without its secrets. */
    String origin();

    String liveSchema();

    /** Which major version of pg_dump wrote it; an older pg_restore may not be able to read it. */
    int toolsMajor();

    /** The size in bytes of every file of pg_dump's, by name. */
    Map<String, Long> files();

    SourceFacts facts();

    SourceContents contents();
}
