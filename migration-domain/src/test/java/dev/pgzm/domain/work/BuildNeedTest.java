package dev.pgzm.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.dump.ScriptEntry;
import org.junit.jupiter.api.Test;

class BuildNeedTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private static ScriptEntry entry(String label) {
        return ShopContents.shop().script().entries().stream()
                .filter(entry -> entry.label().contains(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sortsInShortRuns() {
        for (String label : new String[] {"INDEX orders_customer", "orders_pkey", "customers_email_key"}) {
            assertThat(BuildNeed.of(entry(label), GIB).beside(0)).isEqualTo(64 * MIB);
            assertThat(BuildNeed.of(entry(label), 10 * MIB).beside(0)).isEqualTo(20 * MIB);
        }
    }

    @Test
    void letsEveryWorkerHaveTheLeastThatItBeginsWith() {
        BuildNeed need = BuildNeed.of(entry("INDEX orders_customer"), GIB);

        assertThat(need.beside(1)).isEqualTo(64 * MIB);
        assertThat(need.beside(7)).isEqualTo(8 * 32 * MIB);
        assertThat(BuildNeed.of(entry("INDEX orders_customer"), 10 * MIB).beside(7))
                .isEqualTo(20 * MIB);
    }

    @Test
    void makesRunsLongEnoughToBeMergedAtOnce() {
        long all = 2L << 40;
        long memory = BuildNeed.of(entry("INDEX orders_customer"), all / 2).beside(0);

        long runs = all / memory;
        long mergedAtOnce = memory / (272L << 10);
        assertThat(memory).isLessThan(GIB);
        assertThat(runs).isBetween(mergedAtOnce - 10, mergedAtOnce + 10);
    }

    @Test
    void givesEverythingToWhatDoesNotSort() {
        for (String label :
                new String[] {"INDEX events_payload", "FK CONSTRAINT orders orders_customers", "INDEX events_at"}) {
            assertThat(BuildNeed.of(entry(label), GIB).beside(3)).isEqualTo(2 * GIB);
        }
        assertThat(BuildNeed.of(entry("INDEX events_payload"), 0).beside(0)).isEqualTo(MIB);
    }
}
