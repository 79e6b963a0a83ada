package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.plan.OwnershipPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which types of the destination's live schema stay the same objects through the swap. */
public final class KeptTypes {
    private KeptTypes() {}

    /**
     * Those that both sides define alike, that can be moved, and that need no type which is replaced. None where the plan wants
     * other owners and privileges than the destination's: a type has them now, while it is in use.
     */
    public static List<TypeIdentity> of(
            OwnershipPolicy ownership, Collection<LiveType> source, Collection<LiveType> destination) {
        if (ownership != OwnershipPolicy.DESTINATION) {
            return List.of();
        }
        Map<String, LiveType> onSource = source.stream()
                .filter(type -> !type.tied())
                .collect(Collectors.toMap(LiveType::typname, Function.identity()));
        List<LiveType> kept = destination.stream()
                .filter(type -> type.owned() && !type.tied() && isSame(type, onSource.get(type.typname())))
                .toList();
        List<LiveType> among = List.of();
        while (among.size() != kept.size()) {
            among = kept;
            kept = needingOnly(names(among), among);
        }
        return kept.stream().map(LiveType::identity).toList();
    }

    /** Whether both sides define it alike. */
    static boolean isSame(LiveType type, @Nullable LiveType other) {
        return other != null
                && other.identity().definition().equals(type.identity().definition());
    }

    /** The names of kept types that are not any more what they were. */
    public static List<String> altered(Collection<TypeIdentity> kept, DestinationFacts destination) {
        Set<TypeIdentity> present =
                destination.types().stream().map(LiveType::identity).collect(Collectors.toSet());
        return kept.stream()
                .filter(type -> !present.contains(type))
                .map(TypeIdentity::typname)
                .toList();
    }

    /** The names of kept types that are what they were and cannot be moved any more. */
    public static List<String> disowned(Collection<TypeIdentity> kept, DestinationFacts destination) {
        return destination.types().stream()
                .filter(type -> !type.owned() && kept.contains(type.identity()))
                .map(LiveType::typname)
                .toList();
    }

    static Set<Long> oids(Collection<TypeIdentity> kept) {
        return kept.stream().map(TypeIdentity::oid).collect(Collectors.toSet());
    }

    /**
     * The facts without what hangs on kept types: it goes on using the same types after the swap.
     *
     * @param oids the kept types'
     */
    static DestinationFacts withoutTheirDependents(DestinationFacts destination, Set<Long> oids) {
        return ImmutableDestinationFacts.copyOf(destination)
                .withExternalDependents(destination.externalDependents().stream()
                        .flatMap(dependent -> dependent.besides(oids).stream())
                        .toList());
    }

    private static List<LiveType> needingOnly(Set<String> names, List<LiveType> types) {
        return types.stream().filter(type -> names.containsAll(type.needs())).toList();
    }

    private static Set<String> names(List<LiveType> types) {
        return types.stream().map(LiveType::typname).collect(Collectors.toSet());
    }
}
