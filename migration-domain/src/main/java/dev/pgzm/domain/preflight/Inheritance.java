package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Judges what would be lost in a swap of that which applications have on the live schema's objects. */
final class Inheritance {
    private Inheritance() {}

    /** While the swap has still to give shadow's objects what it may. */
    static Stream<Finding> beforeTakingOver(Plan plan, List<Loss> losses) {
        if (plan.ownership() != OwnershipPolicy.DESTINATION) {
            return afterTakingOver(plan, losses);
        }
        List<String> granted = named(losses, loss -> loss.kind() == Loss.Kind.PRIVILEGE && loss.curable());
        return Stream.concat(
                Findings.infoIf(
                        !granted.isEmpty(),
                        "privileges on the live schema are newer than the new schema's: " + Findings.some(granted),
                        "the swap takes them over"),
                afterTakingOver(
                        plan, losses.stream().filter(loss -> !loss.curable()).toList()));
    }

    /** When all was done that could be. */
    static Stream<Finding> afterTakingOver(Plan plan, List<Loss> losses) {
        boolean asked = plan.ownership() != OwnershipPolicy.DESTINATION;
        List<String> privileges = named(losses, loss -> loss.kind() == Loss.Kind.PRIVILEGE);
        List<String> owners = asked ? List.of() : named(losses, loss -> loss.kind() == Loss.Kind.OWNER);
        List<String> settings = named(losses, loss -> loss.kind() == Loss.Kind.SETTING);
        return Stream.of(
                        Findings.errorIf(
                                !asked && !privileges.isEmpty(),
                                "privileges would be lost: " + Findings.some(privileges),
                                "the new schema's objects of the same names do not grant them" + all(privileges),
                                "Grant them on the new schema's objects too, as their owner or a superuser; or revoke"
                                        + " them on the live ones."),
                        Findings.warningIf(
                                asked && !privileges.isEmpty(),
                                "privileges are lost: " + Findings.some(privileges),
                                "--ownership " + plan.ownership().name().toLowerCase(Locale.ROOT)
                                        + " does not take over the destination's",
                                "Grant them anew after the swap, if they are needed."),
                        Findings.warningIf(
                                !owners.isEmpty(),
                                "owners are not taken over: " + Findings.some(owners),
                                "the connected role may not give them objects; they keep their privileges",
                                "Connect as a superuser or a member of those roles, or alter the owners after the swap."),
                        Findings.warningIf(
                                !settings.isEmpty(),
                                "not taken over: " + Findings.some(settings),
                                "the connected role may not set it, or the new schema lacks what it needs",
                                "Set it anew after the swap, if it is needed."))
                .flatMap(findings -> findings);
    }

    /** What the finding's first words leave out. */
    private static String all(List<String> privileges) {
        return Findings.some(privileges).equals(String.join(", ", privileges))
                ? ""
                : ":\n  " + String.join("\n  ", privileges);
    }

    private static List<String> named(List<Loss> losses, Predicate<Loss> meant) {
        return losses.stream().filter(meant).map(Loss::what).sorted().toList();
    }
}
