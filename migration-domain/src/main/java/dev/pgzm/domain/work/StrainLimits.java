package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.plan.Protection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much strain is too much. What was too much must go back to half of its limit, so that the work does not begin and end
 * with every megabyte.
 */
public record StrainLimits(Protection protection) {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    /** The first strain that forbids to begin, in words. */
    public Optional<String> over(List<Strain> strains) {
        return above(strains, 1);
    }

    /** The first strain that forbids to go on after a pause, in words. */
    Optional<String> stillOver(List<Strain> strains) {
        return above(strains, 2);
    }

    private Optional<String> above(List<Strain> strains, int divisor) {
        return strains.stream()
                .filter(strain -> limit(strain.kind()).isPresent()
                        && strain.bytes() > limit(strain.kind()).getAsLong() / divisor)
                .findFirst()
                .map(this::described);
    }

    private OptionalLong limit(Strain.Kind kind) {
        return switch (kind) {
            case REPLICA_LAG -> protection.maxReplicaLag();
            case RETAINED_WAL -> protection.maxRetainedWal();
        };
    }

    private String described(Strain strain) {
        String limit = bytes(limit(strain.kind()).orElse(0));
        return switch (strain.kind()) {
            case REPLICA_LAG ->
                strain.what() + ", which is " + bytes(strain.bytes()) + " behind (--max-replica-lag " + limit + ")";
            case RETAINED_WAL ->
                strain.what() + ", which keeps " + bytes(strain.bytes()) + " of WAL (--max-retained-wal " + limit + ")";
        };
    }

    /** As {@code --max-replica-lag} takes it, but for tenths. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + "B" : String.format(Locale.ROOT, "%.1f%s", value, UNITS[unit]);
    }
}
