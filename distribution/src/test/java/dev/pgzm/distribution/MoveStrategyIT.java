package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The live schema stays, and what it holds changes places; chosen where the connected role may not do otherwise. */
class MoveStrategyIT extends SwapStrategyContract {
    @Override
    SwapStrategy strategy() {
        return SwapStrategy.MOVE;
    }

    /** A role that owns the destination's database, in which a superuser has put extensions. */
    private ImmutablePlan planOfAnOwner() {
        String role = "r" + destination.name();
        source.executeResource(FidelityIT.class, "extensions.sql");
        destination.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw'; ALTER DATABASE " + destination.name()
                + " OWNER TO " + role + "; CREATE EXTENSION postgis; CREATE EXTENSION hstore; SET ROLE " + role
                + "; CREATE TABLE places (id int PRIMARY KEY, spot geometry); INSERT INTO places VALUES (1)");
        return Engine.plan(source, destination)
                .withDestination(DatabaseUrl.parse(destination.url(role, "pw"), name -> null));
    }

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    @Test
    void isChosenWhereAnExtensionCouldNotFollow() {
        ImmutablePlan plan = planOfAnOwner();
        assertThat(engine().plan(plan).strategy())
                .isEqualTo(new ChosenStrategy(
                        SwapStrategy.MOVE,
                        "extension hstore could not follow a schema that is renamed: role "
                                + plan.destination().user() + " does not own it and its members"));

        MigrationReport report = engine().start(plan, Progress.SILENT);

        assertArrived();
        assertThat(destination.query("SELECT id FROM " + report.id().backupSchema() + ".places"))
                .containsExactly("1");
        assertThat(destination.query("SELECT DISTINCT extnamespace::regnamespace::text FROM pg_extension"
                        + " WHERE extname <> 'plpgsql'"))
                .containsExactly("public");
        MigrationReport second = engine().start(plan, Progress.SILENT);
        assertArrived();
        destination.execute("DROP SCHEMA " + report.id().backupSchema() + ", "
                + second.id().backupSchema() + " CASCADE;"
                + " INSERT INTO places (name, tags, spot) SELECT name || ' again', tags, spot FROM places");
        assertThat(destination.value("SELECT count(*) FROM places WHERE tags ? 'kind' AND ST_X(spot) >= 0"))
                .isEqualTo("1000");
    }

    @Test
    void anOwnersRollbackMovesToo() {
        ImmutablePlan plan = planOfAnOwner();
        String before = destination.fullDump();
        engine().start(plan, Progress.SILENT);
        Backups backups = Engine.backupsWithStateIn(state);
        ImmutableTarget target =
                ImmutableTarget.builder().destination(plan.destination()).build();

        RollbackReport report = backups.rollback(target, Progress.SILENT);

        assertThat(destination.query("SELECT count(*) FROM " + report.id().backupSchema() + ".places"))
                .containsExactly("500");
        backups.cleanup(target, new BackupSelection.Exactly(List.of(report.id())), Progress.SILENT);
        assertThat(destination.fullDump()).isEqualTo(before);
    }

    /** But for the owners, which the role may not give them to. */
    private void assertArrived() {
        assertThat(withoutOwners(destination.schemaDump())).isEqualTo(withoutOwners(source.schemaDump()));
        assertThat(destination.checksums()).isEqualTo(source.checksums());
    }

    private static String withoutOwners(String dump) {
        return dump.lines()
                .filter(line -> !line.contains(" OWNER TO "))
                .map(line -> line.replaceFirst("Owner: .*", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void leavesNothingOfAnOwnersSwapThatDoesNotVerify() {
        ImmutablePlan plan = planOfAnOwner();
        List<String> before = destination.leftovers();
        String dump = destination.fullDump();

        Problem problem = refusal(plan, new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.VERIFYING) {
                    destination.execute("DROP VIEW near");
                }
            }
        });

        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(destination.fullDump()).isEqualTo(dump);
    }

    @Test
    void isChosenForASuperuserWhereAnExtensionIsSpreadOverSchemas() {
        source.execute("CREATE TABLE plain (id int)");
        destination.execute("CREATE EXTENSION hstore; CREATE SCHEMA inner_ones;"
                + " ALTER FUNCTION hstore_version_diag(hstore) SET SCHEMA inner_ones; CREATE TABLE plain (h hstore)");
        List<String> told = new ArrayList<>();

        engine().start(Engine.plan(source, destination), new Progress() {
            @Override
            public void found(Finding finding) {
                told.add(finding.toString());
            }
        });

        assertThat(told).anyMatch(finding -> finding.contains("its members stand in several schemas"));
        assertThat(destination.query("SELECT DISTINCT pronamespace::regnamespace::text FROM pg_proc"
                        + " WHERE proname LIKE 'hstore%' ORDER BY 1"))
                .containsExactly("inner_ones", "public");
    }

    @Test
    void keepsWhatAnotherRoleHasSetForTheLiveSchema() {
        ImmutablePlan plan = planOfAnOwner();
        String other = "other" + destination.name();
        destination.execute(
                "CREATE ROLE " + other + "; ALTER DEFAULT PRIVILEGES FOR ROLE " + other
                        + " IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC; CREATE PUBLICATION whole FOR TABLES IN SCHEMA public");

        engine().start(plan, Progress.SILENT);

        assertThat(destination.query("SELECT defaclnamespace::regnamespace || ' ' || defaclacl::text FROM"
                        + " pg_default_acl WHERE defaclrole = '" + other + "'::regrole"))
                .containsExactly("public {=r/" + other + "}");
        assertThat(destination.value("SELECT schemaname FROM pg_publication_tables WHERE tablename = 'places'"))
                .isEqualTo("public");
    }

    @Test
    void tellsOfTheReaderInItsWay() throws SQLException {
        source.execute("CREATE TABLE plain (id int)");
        destination.execute("CREATE TABLE plain (id int); CREATE VIEW of_plain AS SELECT * FROM plain");
        try (Connection reader = destination.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SET application_name = 'a report'; SELECT * FROM of_plain");

            Problem problem = refusal(plan().withSwapTimeout(Duration.ofSeconds(2)), Progress.SILENT);

            assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
            assertThat(problem.detail().orElseThrow())
                    .startsWith("In its way: process ")
                    .contains("(a report)");
            engine().start(plan().withOnBlocked(BlockedPolicy.TERMINATE), Progress.SILENT);
        }
        assertEqual();
    }

    @Test
    void isNotForcedIntoARename() {
        Problem problem = refusal(planOfAnOwner().withSwapStrategy(SwapStrategy.RENAME), Progress.SILENT);

        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .startsWith("Cannot begin: extension hstore cannot follow the live schema through the swap");
        assertThat(problem.hint().orElseThrow()).startsWith("Leave out --swap-strategy rename");
    }

    @Test
    void refusesToMoveWhatAnotherRoleOwns() {
        ImmutablePlan plan = planOfAnOwner();
        destination.execute("CREATE FUNCTION foreign_one(places) RETURNS int LANGUAGE sql RETURN 1;"
                + " CREATE TABLE foreign_table (id int); GRANT ALL ON foreign_table TO PUBLIC");

        Problem problem = refusal(plan, Progress.SILENT);

        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .isEqualTo("Cannot begin: role " + plan.destination().user()
                        + " does not own objects that the swap moves:"
                        + " function public.foreign_one(public.places), table public.foreign_table");
    }

    private Problem refusal(ImmutablePlan plan, Progress progress) {
        return catchThrowableOfType(MigrationException.class, () -> engine().start(plan, progress))
                .problem();
    }
}
