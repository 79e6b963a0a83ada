package dev.pgzm.domain.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Span;
import dev.pgzm.ports.chronicle.TableCopy;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = NOON;
    private final Account account = new Account(Undertaking.START, Progress.SILENT, () -> now);

    private Activity begin(WorkKind kind, String object, long size) {
        Activity activity = new Activity(new WorkItem(kind, object, size));
        account.began(activity);
        return activity;
    }

    private void pass(long millis) {
        now = now.plusMillis(millis);
    }

    private void end(Activity activity, long millis) {
        activity.settle(10, 100);
        account.ended(activity, Duration.ofMillis(millis));
    }

    private Chapter chapter() {
        return account.chapter().status(MigrationStatus.RESTORING).ended(false).build();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void tellsWhenWhichWorkerDidWhat() {
        Activity orders = begin(WorkKind.COPY, "public.orders", 8192);
        pass(5);
        Activity users = begin(WorkKind.COPY, "public.users", 16384);
        pass(10);
        end(orders, 15);
        begin(WorkKind.BUILD, "index public.i", 0);
        pass(20);
        end(users, 30);
        pass(1);

        assertThat(chapter().spans())
                .containsExactly(
                        new Span(1, WorkKind.COPY, "public.orders", 1, millis(0), millis(15), true),
                        new Span(1, WorkKind.BUILD, "index public.i", 1, millis(15), millis(21), false),
                        new Span(2, WorkKind.COPY, "public.users", 1, millis(5), millis(30), true));
        assertThat(chapter().took()).isEqualTo(millis(36));
    }

    @Test
    void addsUpThePartsOfATable() {
        for (int part = 0; part < 3; part++) {
            end(begin(WorkKind.COPY, "public.orders", 8192), 7);
        }
        end(begin(WorkKind.BUILD, "index public.i", 8192), 7);

        assertThat(chapter().tables())
                .containsExactly(new TableCopy("public.orders", WorkKind.COPY, 3 * 8192, 30, 300, millis(21)));
        assertThat(chapter().rest()).isEmpty();
    }

    @Test
    void staysSmallWhateverTheNumberOfTables() {
        Activity large = begin(WorkKind.COPY, "public.large", 1L << 40);
        for (int table = 0; table < 10_000; table++) {
            Activity copy = begin(WorkKind.COPY, "public.t" + table, 8192);
            pass(1);
            end(copy, 1);
            account.found(new Finding(Severity.INFO, "f" + table, "", ""));
            account.waiting("w" + table);
        }
        end(large, 10_000);

        Chapter chapter = chapter();
        assertThat(chapter.spans()).hasSizeLessThanOrEqualTo(WorkerSpans.TOLD);
        assertThat(chapter.spans().stream().mapToInt(Span::tasks).sum()).isEqualTo(10_001);
        assertThat(chapter.spans().get(0))
                .isEqualTo(new Span(1, WorkKind.COPY, "public.large", 1, millis(0), millis(10_000), true));
        List<Span> small = chapter.spans().subList(1, chapter.spans().size());
        assertThat(small.get(0).object()).isEmpty();
        assertThat(small.get(small.size() - 1).until()).isEqualTo(millis(10_000));
        assertThat(chapter.tables().get(0).name()).isEqualTo("public.large");
        assertThat(chapter.tables().size() + chapter.moreTables()).isEqualTo(10_001);
        assertThat(chapter.rest().orElseThrow().rows()).isEqualTo(10L * chapter.moreTables());
        assertThat(chapter.findings().size() + chapter.moreFindings()).isEqualTo(10_000);
        assertThat(chapter.findings()).hasSizeLessThan(500);
        assertThat(chapter.waits().size() + chapter.moreWaits()).isEqualTo(10_000);
        assertThat(chapter.waits()).hasSizeLessThan(500);
    }
}
