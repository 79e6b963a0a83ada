package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExtensionMember;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nothing that comes into the live schema has the name of an extension's object that is there. */
final class MemberNameRule implements SwapRule {
    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming) {
        Inventory named = withoutColumns(incoming);
        return destination.members().stream()
                .filter(member -> member.clashesWith(named))
                .collect(Collectors.groupingBy(
                        ExtensionMember::extname,
                        TreeMap::new,
                        Collectors.mapping(ExtensionMember::object, Collectors.toList())))
                .entrySet()
                .stream()
                .map(clash -> finding(plan, clash.getKey(), clash.getValue()));
    }

    /** Which are many, and looked through for each member. */
    private static Inventory withoutColumns(Inventory inventory) {
        return new Inventory(inventory.objects().stream()
                .filter(object -> !object.startsWith("column "))
                .collect(Collectors.toSet()));
    }

    private static Finding finding(Plan plan, String extname, List<String> objects) {
        return new Finding(
                Severity.ERROR,
                "extension " + extname + " and the new schema have objects of the same name: " + Findings.some(objects),
                "the extension's objects stand in " + plan.liveSchema() + " after the swap too",
                "Move the extension to another schema, drop it, or rename the source's objects.");
    }
}
