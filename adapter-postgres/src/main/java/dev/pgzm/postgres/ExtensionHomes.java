package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ExtensionPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the members of the source's extensions stand on the destination. */
final class ExtensionHomes {
    private final Map<Member, String> homes = new HashMap<>();

    private record Member(String nspname, String name) {}

    ExtensionHomes(ExtensionPlan plan) {
        Map<String, String> schemas = new HashMap<>();
        plan.onDestination().forEach(each -> schemas.put(each.extname(), each.nspname()));
        plan.toCreate().forEach(each -> schemas.put(each.extname(), each.nspname()));
        for (Extension extension : plan.onSource()) {
            String home = schemas.getOrDefault(extension.extname(), extension.nspname());
            extension.members().forEach(name -> homes.put(new Member(extension.nspname(), name), home));
        }
    }

    /** The destination's schema of {@code nspname.name}, if that is an extension's on the source. */
    Optional<String> of(String nspname, String name) {
        return Optional.ofNullable(homes.get(new Member(nspname, name)));
    }
}
