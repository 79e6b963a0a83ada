package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types that do not keep their identity disturb statements which applications have prepared. */
final class TypeRule implements Rule {
    private static final String WHY =
            "prepared statements that return it fail once after the swap: cached plan must not change result type";
    private static final String REMEDY = "Let applications prepare such statements anew after the swap, or reconnect.";

    @Override
    public Stream<Finding> judge(Facts facts) {
        Map<String, LiveType> onSource =
                facts.source().types().stream().collect(Collectors.toMap(LiveType::typname, Function.identity()));
        Set<String> kept =
                KeptTypes.of(
                                facts.plan().ownership(),
                                facts.source().types(),
                                facts.destination().types())
                        .stream()
                        .map(TypeIdentity::typname)
                        .collect(Collectors.toSet());
        return facts.destination().types().stream()
                .filter(type -> onSource.containsKey(type.typname()) && !kept.contains(type.typname()))
                .map(type -> replaced(type, KeptTypes.isSame(type, onSource.get(type.typname())), facts));
    }

    private static Finding replaced(LiveType type, boolean same, Facts facts) {
        String name = "type " + facts.plan().liveSchema() + "." + type.typname();
        if (!same) {
            return new Finding(
                    Severity.WARNING, name + " is defined otherwise on the source, and is replaced", WHY, REMEDY);
        }
        if (facts.plan().ownership() != OwnershipPolicy.DESTINATION) {
            return new Finding(
                    Severity.WARNING,
                    name + " is replaced, because the plan does not leave it the destination's owner and privileges",
                    WHY,
                    REMEDY);
        }
        if (!type.owned()) {
            return new Finding(
                    Severity.INFO,
                    name + " is replaced, because role "
                            + facts.destination().database().user() + " does not own it",
                    WHY,
                    REMEDY);
        }
        return new Finding(
                Severity.WARNING,
                name + " is replaced, because other objects of the schema hang together with it",
                WHY,
                REMEDY);
    }
}
