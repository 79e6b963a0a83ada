package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Preserved tables that autovacuum takes hours for, wherever a run needs them. The other tests' servers have none. */
@Timeout(120)
class AutovacuumIT {
    private static final String GOODS = "CREATE TABLE goods (id int PRIMARY KEY) WITH (autovacuum_vacuum_threshold = 0,"
            + " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = 0,"
            + " autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
            + " autovacuum_vacuum_cost_limit = 1);";

    @TempDir
    private Path state;

    @Test
    void yieldsWherePreservedTablesAreBroughtInStepAndLeft() {
        try (LocalServer server = TestServer.local("autovacuum = on", "autovacuum_naptime = 1s")) {
            TestDatabase source = TestServer.shared().newDatabase();
            source.execute(GOODS);
            TestDatabase destination = server.server().newDatabase();
            destination.execute(GOODS + "INSERT INTO goods SELECT generate_series(1, 200000);"
                    + " DELETE FROM goods WHERE id % 2 = 0");
            Plan plan = Engine.plan(source, destination)
                    .withPreservation(ImmutablePreservation.builder()
                            .tables(TablePattern.list("goods"))
                            .build());
            Migrations engine = Engine.withStateIn(state);
            Progress meetingIt = new Progress() {
                @Override
                public void entered(MigrationStatus status) {
                    if (status == MigrationStatus.SYNCING) {
                        destination.awaitAutovacuum("public.goods");
                    }
                }

                @Override
                public void ended(Activity activity, Duration took) {
                    if (activity.item().kind() == WorkKind.PRESERVE) {
                        destination.awaitAutovacuum("shadow.goods");
                    }
                }
            };

            engine.prepare(plan, meetingIt);
            assertThat(destination.value("SELECT count(*) FROM shadow.goods")).isEqualTo("100000");
            destination.awaitAutovacuum("public.goods");
            engine.abort(Engine.target(plan), Progress.SILENT);
            assertThat(destination.query("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgzm%'"))
                    .isEmpty();
        }
    }
}
