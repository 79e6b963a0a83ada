package dev.pgzm.ports.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** An object outside the live schema that hangs on objects inside it, and how it comes to use the new ones. */
@Value.Immutable
public interface ExternalDependent {
    /**
     * One of the objects inside.
     *
     * @param object as {@code pg_describe_object} says it
     * @param needs what the new schema must hold in its place, each as an {@link Inventory} says it, or as its line begins
     * @param type its OID, if it is a type; the element's, if it is an array
     */
    record Hold(String object, Set<String> needs, Optional<Long> type) {
        public Hold {
            needs = Set.copyOf(needs);
        }

        private boolean isAmong(Set<Long> types) {
            return type.filter(types::contains).isPresent();
        }
    }

    /** The dependent, as {@code pg_describe_object} says it. */
    String what();

    List<Hold> holds();

    /** The statements that repoint it, in the swap's transaction, once the schemas have their new names. */
    List<String> statements();

    /** The statement that has to follow after the swap: it reads rows, for which applications must not wait. */
    Optional<String> validation();

    /** The OIDs of the live schema's types in its columns or its signature, for which no statement can put others. */
    Set<Long> fixedTypes();

    /** Why it cannot be repointed, whatever the new schema holds. */
    Optional<String> obstacle();

    /** Whether it hangs on the schema itself, which a move leaves where it is. */
    @Value.Default
    default boolean onSchema() {
        return false;
    }

    /** What it hangs on, in words. */
    default String on() {
        return holds().stream().map(Hold::object).distinct().collect(Collectors.joining(", "));
    }

    /** What is left of it where these types stay the same through the swap; empty if it hangs on nothing else. */
    default Optional<ExternalDependent> besides(Set<Long> types) {
        List<Hold> others =
                holds().stream().filter(hold -> !hold.isAmong(types)).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(ImmutableExternalDependent.copyOf(this)
                        .withHolds(others)
                        .withFixedTypes(fixedTypes().stream()
                                .filter(type -> !types.contains(type))
                                .toList()));
    }

    /** Why it would stay on the backup if a schema that holds this became live; empty if it can be repointed. */
    default Optional<String> obstacle(Inventory incoming) {
        if (obstacle().isPresent()) {
            return obstacle();
        }
        if (!fixedTypes().isEmpty()) {
            return Optional.of("it has columns or arguments of a type that is replaced");
        }
        String lacking = holds().stream()
                .flatMap(hold -> hold.needs().stream())
                .filter(need -> !incoming.holds(need))
                .map(need -> need.replaceAll(" -1$", ""))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return lacking.isEmpty() ? Optional.empty() : Optional.of("the new schema does not hold " + lacking);
    }
}
