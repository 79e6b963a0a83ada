package dev.pgzm.postgres;

import static java.util.Objects.requireNonNull;

import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what hangs on the live schema from outside: one query for the dependencies, one more for each kind that is there. */
final class OutsideDependents {
    private static final String NO_STATEMENT = "PostgreSQL has no statement that makes it use another";

    private OutsideDependents() {}

    static List<ExternalDependent> list(Session session, Exchange exchange) {
        return ask(session, new Questions(session), exchange).get();
    }

    /** As {@link #list}, of several questions. */
    static Supplier<List<ExternalDependent>> ask(Session session, Questions questions, Exchange exchange) {
        Supplier<List<OutsideDependency>> dependencies = OutsideDependency.ask(questions, exchange.live());
        Supplier<List<ExternalDependent>> members = PublicationMembers.ask(questions, session.serverMajor(), exchange);
        return () -> Stream.concat(complete(session, exchange, dependencies.get()).stream(), members.get().stream())
                .toList();
    }

    private static List<ExternalDependent> complete(Session session, Exchange exchange, List<OutsideDependency> all) {
        Map<OutsideDependency.ObjectAddress, ImmutableExternalDependent.Builder> objects = new LinkedHashMap<>();
        all.stream()
                .collect(Collectors.groupingBy(OutsideDependency::what, LinkedHashMap::new, Collectors.toList()))
                .forEach((address, dependencies) -> objects.put(address, dependent(dependencies)));
        List<ExternalDependent> result = new ArrayList<>();
        for (DependentKind kind : DependentKind.ALL) {
            kind.complete(session, exchange.live(), objects)
                    .forEach(address ->
                            result.add(requireNonNull(objects.remove(address)).build()));
        }
        objects.values().forEach(rest -> result.add(rest.obstacle(NO_STATEMENT).build()));
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
