package dev.pgzm.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.ImmutableDatabaseFacts;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.ImmutableExtension;
import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategyChoiceTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://app@new/shop", name -> null);
    private static final ImmutablePlan PLAN =
            ImmutablePlan.builder().source(URL).destination(URL).jobs(1).build();
    private static final ImmutableExtension HSTORE = ImmutableExtension.builder()
            .extname("hstore")
            .extversion("1.8")
            .nspname("public")
            .relocatable(true)
            .owned(true)
            .build();
    private static final ImmutableExtension POSTGIS =
            HSTORE.withExtname("postgis").withRelocatable(false);

    private final ImmutableDatabaseFacts owner = ImmutableDatabaseFacts.builder()
            .version(new ServerVersion(170_000))
            .identity("i")
            .lineage("8")
            .database("shop")
            .user("app")
            .superuser(false)
            .inRecovery(false)
            .encoding("UTF8")
            .build();

    private static DestinationFacts destination(ImmutableDatabaseFacts database) {
        return ImmutableDestinationFacts.builder()
                .database(database)
                .lockSpace(new LockSpace(64, 6400, 0, 0))
                .liveSchemaExists(true)
                .ownsLiveSchema(true)
                .createsSchemas(true)
                .holdsMigration(false)
                .build();
    }

    private ChosenStrategy choice(Extension... installed) {
        return StrategyChoice.of(PLAN, destination(owner.withExtensions(installed)), List.of());
    }

    private static ChosenStrategy rename(String reason) {
        return new ChosenStrategy(SwapStrategy.RENAME, reason);
    }

    private static ChosenStrategy move(String reason) {
        return new ChosenStrategy(SwapStrategy.MOVE, reason);
    }

    @Test
    void renamesWhereNothingKeepsItFromThat() {
        assertThat(choice()).isEqualTo(rename("no extension of the destination lives in public"));
        assertThat(choice(POSTGIS.withNspname("gis")))
                .isEqualTo(rename("no extension of the destination lives in public"));
        assertThat(choice(HSTORE)).isEqualTo(rename("every extension of public can follow it"));
    }

    @Test
    void renamesForASuperuser() {
        DestinationFacts destination = destination(owner.withSuperuser(true).withExtensions(HSTORE, POSTGIS));
        assertThat(StrategyChoice.of(PLAN, destination, List.of()))
                .isEqualTo(rename("every extension of public can follow it"));
    }

    @Test
    void movesWhereAnExtensionCannotFollow() {
        assertThat(choice(HSTORE, POSTGIS))
                .isEqualTo(move("extension postgis could not follow a schema that is renamed: it is not relocatable,"
                        + " and role app is no superuser"));
        assertThat(choice(HSTORE.withOwned(false)))
                .isEqualTo(move("extension hstore could not follow a schema that is renamed: role app does not own it"
                        + " and its members"));
    }

    @Test
    void movesWhereAnExtensionWillNotBeAbleToFollow() {
        assertThat(StrategyChoice.of(PLAN, destination(owner), List.of(HSTORE, POSTGIS))
                        .strategy())
                .isEqualTo(SwapStrategy.MOVE);
        assertThat(StrategyChoice.of(PLAN, destination(owner), List.of(HSTORE)).strategy())
                .isEqualTo(SwapStrategy.RENAME);
    }

    @Test
    void movesWhereAnExtensionIsSpreadOverSchemas() {
        DestinationFacts destination = destination(owner.withSuperuser(true)
                .withExtensions(HSTORE.withNspname("inner").withMemberSchemas("inner", "public")));
        assertThat(StrategyChoice.of(PLAN, destination, List.of()))
                .isEqualTo(move("extension hstore could not follow a schema that is renamed: its members stand in"
                        + " several schemas"));
    }

    @Test
    void leavesAloneWhatHangsOnASchemaThatStays() {
        ExternalDependent publication = ImmutableExternalDependent.builder()
                .what("publication p")
                .onSchema(true)
                .build();
        DestinationFacts destination =
                ImmutableDestinationFacts.copyOf(destination(owner)).withExternalDependents(publication);
        assertThat(StrategyChoice.facing(move(""), destination).externalDependents())
                .isEmpty();
        assertThat(StrategyChoice.facing(rename(""), destination).externalDependents())
                .containsExactly(publication);
    }

    @Test
    void doesAsItIsTold() {
        assertThat(StrategyChoice.of(
                        PLAN.withSwapStrategy(SwapStrategy.RENAME),
                        destination(owner.withExtensions(POSTGIS)),
                        List.of()))
                .isEqualTo(rename("as --swap-strategy says"));
    }
}
