package dev.pgzm.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.ImmutablePreview;
import dev.pgzm.ports.catalog.ConnectionSlots;
import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.ImmutableDatabaseFacts;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.ImmutableSourceFacts;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.catalog.StrainSight;
import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.ImmutableProtection;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many jobs have their connections, and what preflight says of a destination's strain. */
class ConnectionRuleTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://app@new.example.com/shop", name -> null);
    private static final ConnectionSlots MANY = new ConnectionSlots("max_connections", 97, 5);
    private static final StrainSight SEES_ALL = new StrainSight(true, true, 1 << 30);

    private ConnectionSlots ofSource = MANY;
    private ConnectionSlots ofDestination = MANY;
    private StrainSight sight = SEES_ALL;
    private List<Strain> strains = List.of();

    private static ImmutablePlan plan(int jobs, int connections) {
        return ImmutablePlan.builder()
                .source(URL)
                .destination(URL)
                .jobs(jobs)
                .protection(ImmutableProtection.builder()
                        .maxConnections(connections)
                        .build())
                .build();
    }

    private static DatabaseFacts database(ConnectionSlots slots) {
        return ImmutableDatabaseFacts.builder()
                .version(new ServerVersion(170_000))
                .identity("i")
                .lineage("l")
                .database("shop")
                .user("app")
                .superuser(false)
                .inRecovery(false)
                .encoding("UTF8")
                .connectionSlots(Optional.of(slots))
                .build();
    }

    private Facts facts(Plan plan) {
        LockSpace locks = new LockSpace(64, 6400, 20, 1);
        return new Facts(
                plan,
                ImmutableSourceFacts.builder()
                        .database(database(ofSource))
                        .lockSpace(locks)
                        .liveSchemaExists(true)
                        .build(),
                ImmutableDestinationFacts.builder()
                        .database(database(ofDestination))
                        .lockSpace(locks)
                        .strainSight(sight)
                        .strains(strains)
                        .liveSchemaExists(true)
                        .ownsLiveSchema(true)
                        .createsSchemas(true)
                        .holdsMigration(false)
                        .build(),
                new ExtensionPlan(List.of(), List.of(), List.of()));
    }

    private List<Finding> findings(Plan plan) {
        return new ConnectionRule().judge(facts(plan)).toList();
    }

    private int jobs(Plan plan) {
        Facts facts = facts(plan);
        return ConnectionRule.fitted(
                        plan,
                        ImmutablePreview.builder()
                                .source(facts.source())
                                .destination(facts.destination())
                                .extensions(facts.extensions())
                                .strategy(new ChosenStrategy(SwapStrategy.RENAME, ""))
                                .build())
                .jobs();
    }

    @Test
    void eightJobsFitIntoWhatIsUsual() {
        Plan usual = plan(8, 20).withProtection(ImmutableProtection.builder().build());
        assertThat(findings(usual)).isEmpty();
        assertThat(jobs(usual)).isEqualTo(8);
    }

    @Test
    void asManyJobsAreLeftAsHaveTheirConnections() {
        assertThat(jobs(plan(8, 19))).isEqualTo(7);
        assertThat(findings(plan(8, 10)))
                .containsExactly(new Finding(
                        Severity.WARNING,
                        "the run has 3 jobs instead of 8",
                        "--max-connections is 10; with 8 it would need 20",
                        "Raise --max-connections, or free connections, if it is to be faster."));
        assertThat(jobs(plan(8, 10))).isEqualTo(3);
    }

    @Test
    void whoeverAsksForTheStrainTakesOneToo() {
        Plan pausing = plan(8, 20)
                .withProtection(ImmutableProtection.builder()
                        .maxConnections(20)
                        .maxReplicaLag(1)
                        .build());
        assertThat(jobs(pausing)).isEqualTo(7);
    }

    @Test
    void preservedTablesAreFilledWhenTheSourceIsReadToItsEnd() {
        ImmutablePlan preserving = plan(8, 20)
                .withPreservation(ImmutablePreservation.builder()
                        .addTables(new TablePattern("users"))
                        .build());
        assertThat(jobs(preserving)).isEqualTo(8);
        ofDestination = new ConnectionSlots("max_connections", 11, 0);
        assertThat(jobs(preserving)).isEqualTo(7);
        assertThat(jobs(plan(8, 20))).isEqualTo(8);
    }

    @Test
    void refusesWhatIsTooFewForOneJob() {
        assertThat(jobs(plan(2, 6))).isEqualTo(1);
        assertThat(findings(plan(2, 5)))
                .containsExactly(new Finding(
                        Severity.ERROR,
                        "the run has too few connections, even with one job",
                        "--max-connections is 5; it needs 2 on the source and 4 on the destination, 6 at one moment",
                        "Raise --max-connections, or free connections of the server that has too few."));
    }

    @Test
    void eachServerMustHaveThemFree() {
        ofSource = new ConnectionSlots("the connection limit of the role", 4, 1);
        assertThat(jobs(plan(8, 20))).isEqualTo(2);
        assertThat(findings(plan(8, 20)))
                .extracting(Finding::why)
                .containsExactly("the source has 3 connections free: the connection limit of the role allows 4,"
                        + " of which 1 are in use; with 8 it would need 20");
        ofDestination = new ConnectionSlots("max_connections", 97, 97);
        assertThat(findings(plan(8, 20))).extracting(Finding::severity).containsExactly(Severity.ERROR);
    }

    @Test
    void anArchiveIsWrittenAndRestoredOneAfterTheOther() {
        Archive archive = new Archive(Path.of("a"), Archive.Use.PASSING, Archive.Compression.NONE);
        ImmutablePlan written = plan(8, 11).withArchive(archive);
        assertThat(jobs(written)).isEqualTo(8);
        assertThat(jobs(written.withProtection(
                        ImmutableProtection.builder().maxConnections(10).build())))
                .isEqualTo(7);
        ofSource = new ConnectionSlots("max_connections", 1, 1);
        Archive earlier = new Archive(Path.of("a"), Archive.Use.TAKEN_EARLIER, Archive.Compression.NONE);
        assertThat(jobs(written.withArchive(earlier))).isEqualTo(8);
    }

    private List<Finding> ofStrain(long retainedWal) {
        return new StrainRule()
                .judge(facts(plan(1, 20)
                        .withProtection(ImmutableProtection.builder()
                                .maxReplicaLag(1 << 20)
                                .maxRetainedWal(retainedWal)
                                .build())))
                .toList();
    }

    @Test
    void warnsOfWhatTheRoleMayNotSee() {
        assertThat(ofStrain(2L << 30)).isEmpty();
        sight = new StrainSight(false, false, 1 << 30);
        assertThat(ofStrain(2L << 30))
                .allMatch(finding -> finding.severity() == Severity.WARNING
                        && finding.remedy().equals("GRANT pg_monitor TO app."))
                .extracting(Finding::what)
                .containsExactly(
                        "role app may not see how far replicas are behind",
                        "role app may not see how much WAL there is");
    }

    @Test
    void warnsOfALimitThatCheckpointsExceed() {
        assertThat(ofStrain(512 << 20))
                .extracting(Finding::what)
                .containsExactly("--max-retained-wal is less than the destination's max_wal_size, 1.0GB");
    }

    @Test
    void warnsOfWhatIsTooMuchAlready() {
        strains = List.of(
                new Strain(Strain.Kind.REPLICA_LAG, "replica near", 1000),
                new Strain(Strain.Kind.REPLICA_LAG, "replica far", 3 << 20));
        assertThat(ofStrain(2L << 30))
                .extracting(Finding::what)
                .containsExactly("the destination is strained already: replica far, which is 3.0MB behind"
                        + " (--max-replica-lag 1.0MB)");
    }
}
