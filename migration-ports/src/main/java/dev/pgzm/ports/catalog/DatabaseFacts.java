package dev.pgzm.ports.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** What both sides are asked alike. */
@Value.Immutable
public interface DatabaseFacts {
    ServerVersion version();

    /** Equal for two connections exactly if they reach the same database of the same server. */
    String identity();

    /**
     * Equal for two connections only if a transaction number means the same to both: the same database of the same
     * cluster, on the same timeline. Survives a restart, unlike {@link #identity}.
     */
    String lineage();

    String database();

    String user();

    boolean superuser();

    boolean inRecovery();

    /** {@code server_encoding}. */
    String encoding();

    /** Every role's name. */
    Set<String> roles();

    List<Extension> extensions();

    /** Every schema's name, without the system's. */
    Set<String> schemas();

    /** Empty where nobody has just asked, as of an archive. */
    @Value.Default
    default Optional<ConnectionSlots> connectionSlots() {
        return Optional.empty();
    }
}
