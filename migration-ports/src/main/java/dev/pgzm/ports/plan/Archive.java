package dev.pgzm.ports.plan;

import java.nio.file.Path;

/**
 * The directory in which the source's rows stand between the two servers, as {@code pg_dump --format=directory} writes it.
 *
 * @param directory the archive itself; in a plan that is no migration's yet, where it is to be made, but for one taken earlier
 * @param compression of its files, as it is written
 */
public record Archive(Path directory, Use use, Compression compression) {
    /** Who makes an archive, and how long it lasts. */
    public enum Use {
        /** Made by the migration, and removed when its rows have arrived. */
        PASSING,
        /** Made by the migration, and left for another. */
        KEPT,
        /** Made before, and only read. */
        TAKEN_EARLIER
    }

    /** What pg_dump can do to the rows. */
    public enum Compression {
        NONE(1, 1, "0"),
        /** The number is gzip's level; pg_dump knows the name from 16 on only. */
        GZIP(1, 4, "6"),
        LZ4(16, 3, "lz4"),
        ZSTD(16, 4, "zstd");

        private final int sinceMajor;
        private final int ratio;
        private final String option;

        Compression(int sinceMajor, int ratio, String option) {
            this.sinceMajor = sinceMajor;
            this.ratio = ratio;
            this.option = option;
        }

        /** The first pg_dump that can. */
        public int sinceMajor() {
            return sinceMajor;
        }

        /** How many bytes become one, by experience. */
        public int ratio() {
            return ratio;
        }

        /** What pg_dump's {@code --compress} takes. */
        public String option() {
            return option;
        }
    }

    /** The same archive in the directory that is one migration's own. */
    Archive of(MigrationId id) {
        return use == Use.TAKEN_EARLIER ? this : new Archive(directory.resolve("archive_" + id), use, compression);
    }
}
