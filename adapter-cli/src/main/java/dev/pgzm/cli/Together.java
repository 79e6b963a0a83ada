package dev.pgzm.cli;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.List;

/** Several that watch a run, told in their order. */
record Together(List<Progress> watchers) implements Progress {
    @Override
    public void began(MigrationId id) {
        watchers.forEach(each -> each.began(id));
    }

    @Override
    public void entered(MigrationStatus status) {
        watchers.forEach(each -> each.entered(status));
    }

    @Override
    public void left(MigrationStatus status, Duration took) {
        watchers.forEach(each -> each.left(status, took));
    }

    @Override
    public void found(Finding finding) {
        watchers.forEach(each -> each.found(finding));
    }

    @Override
    public void planned(int tables, long bytes) {
        watchers.forEach(each -> each.planned(tables, bytes));
    }

    @Override
    public void scheduled(List<WorkItem> items) {
        watchers.forEach(each -> each.scheduled(items));
    }

    @Override
    public void began(Activity activity) {
        watchers.forEach(each -> each.began(activity));
    }

    @Override
    public void ended(Activity activity, Duration took) {
        watchers.forEach(each -> each.ended(activity, took));
    }

    @Override
    public void waiting(String forWhat) {
        watchers.forEach(each -> each.waiting(forWhat));
    }

    @Override
    public void wentOn(Duration waited) {
        watchers.forEach(each -> each.wentOn(waited));
    }

    @Override
    public void queued(String table, long keys, Duration oldest) {
        watchers.forEach(each -> each.queued(table, keys, oldest));
    }

    @Override
    public void swapped(int attempts, Duration stalled) {
        watchers.forEach(each -> each.swapped(attempts, stalled));
    }
}
