package dev.pgzm.ports.catalog;

import java.util.List;

/**
 * What becomes of extensions.
 *
 * @param toCreate on the destination, before anything that needs them
 * @param onSource everything installed on the source
 * @param onDestination everything installed on the destination before the run
 */
public record ExtensionPlan(List<NewExtension> toCreate, List<Extension> onSource, List<Extension> onDestination) {
    public ExtensionPlan {
        toCreate = List.copyOf(toCreate);
        onSource = List.copyOf(onSource);
        onDestination = List.copyOf(onDestination);
    }
}
