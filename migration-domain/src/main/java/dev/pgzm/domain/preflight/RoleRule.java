package dev.pgzm.domain.preflight;

import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.progress.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Roles that the source's objects name exist on the destination. */
final class RoleRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        Set<String> inPolicies = lacking(facts, facts.source().policyRoles());
        Set<String> granted = lacking(facts, facts.source().grantedRoles());
        granted.removeAll(inPolicies);
        return Stream.concat(
                Findings.errorIf(
                        !inPolicies.isEmpty(),
                        "roles are missing on the destination: " + Findings.some(inPolicies),
                        "row security policies of the source name them",
                        "CREATE ROLE them on the destination."),
                Findings.warningIf(
                        !granted.isEmpty() && facts.plan().ownership() != OwnershipPolicy.NONE,
                        "roles are missing on the destination: " + Findings.some(granted),
                        "what they own becomes the connected role's, and privileges for them are left out",
                        "CREATE ROLE them on the destination to keep both."));
    }

    private static Set<String> lacking(Facts facts, Set<String> roles) {
        Set<String> lacking = new HashSet<>(roles);
        lacking.removeAll(facts.destination().database().roles());
        return lacking;
    }
}
