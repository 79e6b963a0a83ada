package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lets what hangs on the live schema from outside use the new one. Definitions are printed with the names of before. */
final class DependentRepointing implements SwapCompanion {
    private final DependentPolicy policy;
    private final SwapStrategy strategy;
    private final Set<Long> keptTypes;
    private final Function<String, Optional<String>> remembering;

    /**
     * @param remembering takes the statement that validates a key, and gives the one that remembers it, if that is not done
     *     otherwise
     */
    DependentRepointing(Plan plan, Set<Long> keptTypes, Function<String, Optional<String>> remembering) {
        this.policy = plan.externalDependents();
        this.strategy = plan.swapStrategy();
        this.keptTypes = keptTypes;
        this.remembering = remembering;
    }

    @Override
    public SwapStatements statements(Session session, Exchange exchange) {
        List<ExternalDependent> dependents = OutsideDependents.list(session, exchange).stream()
                .filter(dependent -> strategy == SwapStrategy.RENAME || !dependent.onSchema())
                .flatMap(dependent -> dependent.besides(keptTypes).stream())
                .toList();
        if (dependents.isEmpty()) {
            return SwapStatements.after(List.of());
        }
        Inventory incoming = JdbcCatalogs.inventory(session, exchange.incoming());
        return SwapStatements.after(dependents.stream()
                .filter(dependent -> goesAlong(dependent, incoming))
                .flatMap(dependent -> Stream.concat(
                        dependent.statements().stream(), dependent.validation().flatMap(remembering).stream()))
                .toList());
    }

    /** Preflight has refused already what may not stay; somebody may have created it since. */
    private boolean goesAlong(ExternalDependent dependent, Inventory incoming) {
        Optional<String> obstacle = dependent.obstacle(incoming);
        if (obstacle.isPresent() && policy == DependentPolicy.REFUSE) {
            throw new MigrationException(
                    Problem.of(
                                    ErrorCode.DESTINATION_FAILED,
                                    "Cannot swap: " + dependent.what() + " depends on " + dependent.on())
                            .withDetail("After the swap it would still use the backup: " + obstacle.get() + ".")
                            .withHint(
                                    "Drop it and create it again after the swap, or accept it with --external-dependents ignore."));
        }
        return obstacle.isEmpty();
    }
}
