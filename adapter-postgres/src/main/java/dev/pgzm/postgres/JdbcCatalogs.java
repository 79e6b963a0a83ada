package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import java.util.Set;
import java.util.function.Function;

/** Reads both catalogs over JDBC, each time with a connection of its own that cannot write. */
final class JdbcCatalogs implements Catalogs {
    private static final Sql INVENTORY = Sql.file("list_inventory");

    @Override
    public SourceFacts source(Plan plan) {
        return asPreflight(() -> reading(Side.SOURCE, plan, session -> new SourceFactsReader(session, plan).read()));
    }

    @Override
    public DestinationFacts destination(Plan plan) {
        return asPreflight(
                () -> reading(Side.DESTINATION, plan, session -> new DestinationFactsReader(session, plan).read()));
    }

    @Override
    public ClientTools clientTools(Plan plan, ServerVersion source) {
        return ClientPrograms.find(plan.clientTools(), source.major());
    }

    @Override
    public Inventory liveInventory(Plan plan) {
        return reading(Side.DESTINATION, plan, session -> inventory(session, plan.liveSchema()));
    }

    static Inventory inventory(Session session, String schema) {
        return new Inventory(Set.copyOf(session.strings("list what the schema holds", INVENTORY, schema)));
    }

    private static <T> T reading(Side side, Plan plan, Function<Session, T> work) {
        try (Session session = Session.open(side, side.url(plan))) {
            session.writable(false);
            return work.apply(session);
        }
    }

    private static <T> T asPreflight(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (MigrationException failed) {
            if (failed.problem().code() == ErrorCode.CONFIGURATION) {
                throw failed;
            }
            throw new MigrationException(
                    ImmutableProblem.copyOf(failed.problem())
                            .withCode(ErrorCode.PREFLIGHT)
                            .withOutcome("Nothing was changed."),
                    failed);
        }
    }
}
