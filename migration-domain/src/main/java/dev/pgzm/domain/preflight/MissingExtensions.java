package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.AvailableExtension;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.NewExtension;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which extensions the destination must be given, where, and in which version. */
final class MissingExtensions {
    private MissingExtensions() {}

    /** As they are on the source. */
    static List<Extension> of(SourceFacts source, DestinationFacts destination) {
        Set<String> installed = destination.database().extensions().stream()
                .map(Extension::extname)
                .collect(Collectors.toSet());
        return source.database().extensions().stream()
                .filter(extension -> source.neededExtensions().contains(extension.extname()))
                .filter(extension -> !installed.contains(extension.extname()))
                .toList();
    }

    /** For a plan whose strategy is decided. */
    static List<NewExtension> toCreate(Plan plan, List<Extension> missing, DestinationFacts destination) {
        return missing.stream()
                .map(extension -> new NewExtension(
                        extension.extname(), home(plan, extension), offeredVersion(extension, destination)))
                .toList();
    }

    /**
     * One that belongs into the live schema is created in shadow and becomes live with it; but for one that can't be moved,
     * because its members may name its schema. Where objects are moved one by one it is created where it stays: the members
     * of a trusted extension are not its creator's to move.
     */
    private static String home(Plan plan, Extension extension) {
        boolean travels = plan.swapStrategy() == SwapStrategy.RENAME
                && extension.relocatable()
                && extension.nspname().equals(plan.liveSchema());
        return travels ? plan.shadowSchema() : extension.nspname();
    }

    static Optional<AvailableExtension> offer(String extname, DestinationFacts destination) {
        return destination.available().stream()
                .filter(each -> each.extname().equals(extname))
                .findFirst();
    }

    private static Optional<String> offeredVersion(Extension extension, DestinationFacts destination) {
        return Optional.of(extension.extversion())
                .filter(version -> offer(extension.extname(), destination)
                        .filter(offer -> offer.versions().contains(version))
                        .isPresent());
    }
}
