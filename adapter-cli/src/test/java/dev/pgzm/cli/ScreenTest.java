package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** What a person at a terminal sees. */
class ScreenTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Tally tally = new Tally(nanos::get);
    private final FakeCanvas canvas = new FakeCanvas();
    private final Screen screen = new Screen(canvas, tally::figures);

    private static final class FakeCanvas implements Canvas {
        private final List<String> written = new ArrayList<>();
        private List<String> drawn = List.of();
        private int columns = 80;
        private int rows = 24;
        private boolean closed;

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public boolean canShow(String text) {
            return false;
        }

        @Override
        public void draw(List<AttributedString> lines) {
            drawn = lines.stream().map(line -> line.toString().stripTrailing()).toList();
            assertThat(lines).allMatch(line -> line.columnLength() < columns).hasSizeLessThan(rows);
        }

        @Override
        public void write(String line) {
            written.add(line.substring("HH:mm:ss ".length()));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void halfWay() {
        WatchedRun.begin(tally);
        screen.draw();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        WatchedRun.halfWay(tally);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        screen.draw();
    }

    @Test
    void showsABarForEachWorkerIn80Columns() {
        halfWay();

        assertThat(canvas.drawn).containsExactly("""
                        restoring  ############...........................  31%  about 1 min 40 s left
                                    1 of 4 tasks, 51,000 rows, 35.0 MB, 2.3 MB/s, 15 s
                          public.orders              #######......  50%    25.0 MB    5.0 MB/s      5 s
                          ~dex public.customers_pkey ###..........  25%  scanning table            15 s
                        """.lines().toArray(String[]::new));
    }

    @Test
    void usesAWiderTerminal() {
        canvas.columns = 160;
        halfWay();

        assertThat(canvas.drawn.get(3))
                .startsWith("  index public.customers_pkey ")
                .contains("  25%  scanning table");
    }

    @Test
    void showsNoMoreWorkersThanFit() {
        canvas.rows = 10;
        WatchedRun.begin(tally);
        for (int i = 0; i < 30; i++) {
            tally.began(new Activity(new WorkItem(WorkKind.COPY, "public.t" + i, 100)));
        }
        tally.waiting("somebody");
        screen.draw();

        assertThat(canvas.drawn).hasSize(9).last().isEqualTo("  waiting for somebody");
        assertThat(canvas.drawn.get(7)).isEqualTo("  and 25 more");
    }

    @Test
    void letsWhatHasHappenedScrollAway() {
        Together all = new Together(List.of(tally, screen.lines(LineProgress.Detail.MILESTONES)));
        WatchedRun.tell(all);

        assertThat(canvas.written)
                .containsExactly(
                        "validating",
                        "WARNING: a transaction is 2 h old (the swap may wait for it)",
                        "validating took 120 ms",
                        "copying 2 tables, 120.0 MB",
                        "restoring",
                        "restoring took 19.0 s",
                        "syncing",
                        "swapping",
                        "waiting for the locks of the live schema, attempt 1: process 7 of user ada");
        assertThat(canvas.drawn).first().asString().startsWith("swapping ");
    }

    @Test
    void leavesNothingButWhatHasHappened() {
        halfWay();
        screen.close();
        screen.draw();

        assertThat(canvas.drawn).isEmpty();
        assertThat(canvas.closed).isTrue();
    }
}
