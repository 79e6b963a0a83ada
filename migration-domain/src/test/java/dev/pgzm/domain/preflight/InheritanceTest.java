package dev.pgzm.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.Loss;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InheritanceTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://app@host/shop", name -> null);
    private static final Loss CURABLE = new Loss(Loss.Kind.PRIVILEGE, "SELECT on table a for role app", true);
    private static final Loss LOST = new Loss(Loss.Kind.PRIVILEGE, "SELECT on table b for role app", false);
    private static final Loss OWNER = new Loss(Loss.Kind.OWNER, "role ada as the owner of table c", false);
    private static final Loss SETTING = new Loss(Loss.Kind.SETTING, "replica identity FULL of table d", false);

    private final ImmutablePlan plan =
            ImmutablePlan.builder().source(URL).destination(URL).jobs(1).build();

    private List<String> before(OwnershipPolicy policy, Loss... losses) {
        return texts(Inheritance.beforeTakingOver(plan.withOwnership(policy), List.of(losses))
                .toList());
    }

    private List<String> after(OwnershipPolicy policy, Loss... losses) {
        return texts(Inheritance.afterTakingOver(plan.withOwnership(policy), List.of(losses))
                .toList());
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity() + " " + finding.what())
                .toList();
    }

    @Test
    void findsNothingWhereNothingIsLost() {
        assertThat(before(OwnershipPolicy.DESTINATION)).isEmpty();
        assertThat(after(OwnershipPolicy.DESTINATION)).isEmpty();
    }

    @Test
    void tellsWhatTheSwapWillMendAndRefusesTheRest() {
        assertThat(before(OwnershipPolicy.DESTINATION, CURABLE, LOST, OWNER, SETTING))
                .containsExactly(
                        "INFO privileges on the live schema are newer than the new schema's: SELECT on table a for role app",
                        "ERROR privileges would be lost: SELECT on table b for role app",
                        "WARNING owners are not taken over: role ada as the owner of table c",
                        "WARNING not taken over: replica identity FULL of table d");
    }

    @Test
    void refusesWhatWasNotMended() {
        assertThat(after(OwnershipPolicy.DESTINATION, CURABLE))
                .containsExactly("ERROR privileges would be lost: SELECT on table a for role app");
    }

    @ParameterizedTest
    @EnumSource(value = OwnershipPolicy.class, names = "DESTINATION", mode = EnumSource.Mode.EXCLUDE)
    void onlyWarnsOfWhatWasAskedFor(OwnershipPolicy policy) {
        assertThat(before(policy, CURABLE, LOST, OWNER))
                .containsExactly(
                        "WARNING privileges are lost: SELECT on table a for role app, SELECT on table b for role app");
        assertThat(after(policy, CURABLE, LOST, OWNER)).isEqualTo(before(policy, CURABLE, LOST, OWNER));
    }

    @Test
    void listsEachOfManyOnALineOfItsOwn() {
        List<Loss> losses = IntStream.range(0, 7)
                .mapToObj(i -> new Loss(Loss.Kind.PRIVILEGE, "SELECT on table t" + i + " for role app", false))
                .toList();

        Finding finding = Inheritance.afterTakingOver(plan, losses).toList().get(0);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.what()).endsWith("SELECT on table t4 for role app and 2 more");
        assertThat(finding.why().lines().skip(1))
                .hasSize(7)
                .contains("  SELECT on table t0 for role app", "  SELECT on table t6 for role app");
    }
}
