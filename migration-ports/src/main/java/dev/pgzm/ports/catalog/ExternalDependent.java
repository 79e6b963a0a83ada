package dev.pgzm.ports.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** An object outside the live schema that hangs on objects inside it, and how it comes to use the new ones. */
@Value.Immutable
public interface ExternalDependent {
    /** The dependent, as {@code pg_describe_object} says it. */
    String what();

    /** What it hangs on, likewise. */
    String on();

    /** The statements that repoint it, in the swap's transaction, once the schemas have their new names. */
    List<String> statements();

    /** The statement that has to follow after the swap: it reads rows, for which applications must not wait. */
    Optional<String> validation();

    /** What the new schema must hold for that, each as an {@link Inventory} says it, or as its line begins. */
    Set<String> needs();

    /** Why it cannot be repointed, whatever the new schema holds. */
    Optional<String> obstacle();

    /** Why it would stay on the backup if a schema that holds this became live; empty if it can be repointed. */
    default Optional<String> obstacle(Inventory incoming) {
        if (obstacle().isPresent()) {
            return obstacle();
        }
        String lacking = needs().stream()
                .filter(need -> !incoming.holds(need))
                .map(need -> need.replaceAll(" -1$", ""))
                .sorted()
                .collect(Collectors.joining(", "));
        return lacking.isEmpty() ? Optional.empty() : Optional.of("the new schema does not hold " + lacking);
    }
}
