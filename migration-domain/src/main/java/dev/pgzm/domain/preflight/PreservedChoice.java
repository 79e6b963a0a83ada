package dev.pgzm.domain.preflight;

import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.TableShape;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import java.util.List;

/** Which tables the patterns of a plan mean. */
public final class PreservedChoice {
    private PreservedChoice() {}

    /** The plan with each table's name in the place of the patterns. */
    public static Plan resolved(Plan plan, Preview preview) {
        return plan.preservation().isAsked()
                ? ImmutablePlan.copyOf(plan)
                        .withPreservation(plan.preservation()
                                .of(names(plan, preview.destination().shapes())))
                : plan;
    }

    static List<String> names(Plan plan, List<TableShape> shapes) {
        return shapes.stream()
                .filter(shape -> plan.preservation().tables().stream().anyMatch(each -> means(plan, each, shape)))
                .map(TableShape::relname)
                .toList();
    }

    /** A partition goes with its table; letters are not filled in to mean one. */
    static boolean means(Plan plan, TablePattern pattern, TableShape shape) {
        boolean whole = shape.root().isEmpty() && !shape.sequence();
        return pattern.matchesSchema(plan.liveSchema())
                && pattern.matches(shape.relname())
                && (whole || pattern.exactName().isPresent());
    }
}
