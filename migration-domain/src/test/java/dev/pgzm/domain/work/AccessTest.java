package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccessTest {
    /** As the documentation's table of conflicting lock modes says. */
    private static final Map<Access, Set<Access>> CONFLICTS = Map.of(
            Access.ROW_SHARE, EnumSet.of(Access.ACCESS_EXCLUSIVE),
            Access.SHARE_UPDATE_EXCLUSIVE, EnumSet.complementOf(EnumSet.of(Access.ROW_SHARE)),
            Access.SHARE, EnumSet.complementOf(EnumSet.of(Access.ROW_SHARE, Access.SHARE)),
            Access.SHARE_ROW_EXCLUSIVE, EnumSet.complementOf(EnumSet.of(Access.ROW_SHARE)),
            Access.ACCESS_EXCLUSIVE, EnumSet.allOf(Access.class));

    @Test
    void conflictsAsPostgresqlsLockModesDo() {
        for (Access access : Access.values()) {
            assertThat(EnumSet.allOf(Access.class).stream()
                            .filter(access::conflictsWith)
                            .collect(Collectors.toSet()))
                    .as(access.name())
                    .isEqualTo(CONFLICTS.get(access));
        }
    }

    @Test
    void keepsTheStrongerOfTwoLocksOnARelation() {
        Task task = new Task(TaskKind.BUILD, "key to itself", 1, () -> {})
                .touching(Set.of(7L), Access.SHARE_UPDATE_EXCLUSIVE)
                .touching(Set.of(7L), Access.ROW_SHARE);

        assertThat(task.access()).containsExactly(Map.entry(7L, Access.SHARE_UPDATE_EXCLUSIVE));
    }
}
