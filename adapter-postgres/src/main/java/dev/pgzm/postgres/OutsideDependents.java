package dev.pgzm.postgres;

import static java.util.Objects.requireNonNull;

import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what hangs on the live schema from outside: one query for the dependencies, one more for each kind that is there. */
final class OutsideDependents {
    private static final String NO_STATEMENT = "PostgreSQL has no statement that makes it use another";

    private OutsideDependents() {}

    static List<ExternalDependent> list(Session session, Exchange exchange) {
        Map<OutsideDependency.ObjectAddress, ImmutableExternalDependent.Builder> objects = new LinkedHashMap<>();
        OutsideDependency.list(session, exchange.live()).stream()
                .collect(Collectors.groupingBy(OutsideDependency::what, LinkedHashMap::new, Collectors.toList()))
                .forEach((address, dependencies) -> objects.put(address, dependent(dependencies)));
        List<ExternalDependent> result = new ArrayList<>();
        for (DependentKind kind : DependentKind.ALL) {
            kind.complete(session, exchange.live(), objects)
                    .forEach(address ->
                            result.add(requireNonNull(objects.remove(address)).build()));
        }
        objects.values().forEach(rest -> result.add(rest.obstacle(NO_STATEMENT).build()));
        result.addAll(PublicationMembers.list(session, exchange));
        return result;
    }

    private static ImmutableExternalDependent.Builder dependent(List<OutsideDependency> dependencies) {
        return ImmutableExternalDependent.builder()
                .what(dependencies.get(0).description())
                .addAllHolds(dependencies.stream()
                        .map(OutsideDependency::hold)
                        .distinct()
                        .toList());
    }
}
