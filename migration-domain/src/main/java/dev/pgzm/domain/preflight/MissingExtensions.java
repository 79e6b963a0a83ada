package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.AvailableExtension;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.NewExtension;
import dev.pgzm.ports.catalog.SourceFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which extensions the destination must be given, and in which version. */
final class MissingExtensions {
    private MissingExtensions() {}

    static List<NewExtension> of(SourceFacts source, DestinationFacts destination) {
        Set<String> installed = destination.database().extensions().stream()
                .map(Extension::extname)
                .collect(Collectors.toSet());
        return source.database().extensions().stream()
                .filter(extension -> source.neededExtensions().contains(extension.extname()))
                .filter(extension -> !installed.contains(extension.extname()))
                .map(extension -> new NewExtension(
                        extension.extname(), extension.nspname(), offeredVersion(extension, destination)))
                .toList();
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
