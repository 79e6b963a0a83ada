package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Extension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the members of the source's extensions stand on the destination. */
final class ExtensionHomes {
    private final Map<Member, String> homes = new HashMap<>();

    private record Member(String nspname, String name) {}

    /**
     * @param source the source's extensions
     * @param destination the destination's, whose schema may differ; one that is missing keeps the source's schema
     */
    ExtensionHomes(List<Extension> source, List<Extension> destination) {
        for (Extension extension : source) {
            String home = destination.stream()
                    .filter(other -> other.extname().equals(extension.extname()))
                    .map(Extension::nspname)
                    .findFirst()
                    .orElse(extension.nspname());
            extension.members().forEach(name -> homes.put(new Member(extension.nspname(), name), home));
        }
    }

    /** The destination's schema of {@code nspname.name}, if that is an extension's on the source. */
    Optional<String> of(String nspname, String name) {
        return Optional.ofNullable(homes.get(new Member(nspname, name)));
    }
}
