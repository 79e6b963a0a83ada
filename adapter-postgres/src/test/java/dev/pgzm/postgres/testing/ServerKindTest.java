package dev.pgzm.postgres.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerKindTest {
    @Test
    void aServerThatIsNamedComesFirst() {
        assertThat(ServerKind.choose(Map.of("TEST_PGHOST", "db")::get, () -> true, () -> true))
                .isEqualTo(ServerKind.GIVEN);
    }

    @Test
    void aContainerIsChosenWhereDockerAnswers() {
        assertThat(ServerKind.choose(name -> null, () -> true, () -> true)).isEqualTo(ServerKind.CONTAINER);
    }

    @Test
    void theMachinesProgramsComeBeforeThoseOfMaven() {
        assertThat(ServerKind.choose(name -> null, () -> false, () -> true)).isEqualTo(ServerKind.LOCAL);
        assertThat(ServerKind.choose(name -> null, () -> false, () -> false)).isEqualTo(ServerKind.EMBEDDED);
    }
}
