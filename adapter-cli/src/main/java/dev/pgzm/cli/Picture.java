package dev.pgzm.cli;

import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Span;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's time line: where each step, worker and task stands in an SVG of a fixed width. */
final class Picture {
    private static final double LEFT = 76;
    private static final double RIGHT = 1000;
    private static final double TOP = 8;
    private static final double STEP_HEIGHT = 22;
    private static final double LANE = 24;
    private static final double BAR = 18;
    private static final double LETTER = 6.1;
    private static final double NARROWEST = 0.8;
    private static final int TICKS = 8;

    private final Chapter chapter;
    private final String liveSchema;
    private final double millis;
    private final int workers;

    /** A rectangle with a text in it and a longer one for who points at it. */
    record Box(String x, String y, String width, String textX, String textY, String look, String label, String title) {}

    /** A line of the scale. */
    record Tick(String x, String label) {}

    /** A worker's line. */
    record Lane(String y, String textY, String label) {}

    Picture(Chapter chapter, String liveSchema) {
        this.chapter = chapter;
        this.liveSchema = liveSchema + ".";
        this.workers = chapter.spans().stream().mapToInt(Span::worker).max().orElse(0);
        double ends = chapter.spans().stream()
                .mapToDouble(span -> millis(span.until()))
                .max()
                .orElse(0);
        this.millis = Math.max(1, Math.max(ends, millis(chapter.took())));
    }

    /** Whether there is more to see than steps. */
    boolean hasWork() {
        return workers > 0;
    }

    /** Whether a preserved table was copied. */
    boolean preserves() {
        return chapter.spans().stream().anyMatch(span -> span.kind() == WorkKind.PRESERVE);
    }

    /** Whether the run ended while somebody was at work. */
    boolean unfinished() {
        return chapter.spans().stream().anyMatch(span -> !span.finished());
    }

    String height() {
        return number(axisY() + 26);
    }

    String axis() {
        return number(axisY());
    }

    String axisTextY() {
        return number(axisY() + 18);
    }

    private double axisY() {
        return lanesTop() + workers * LANE + 4;
    }

    private static double lanesTop() {
        return TOP + STEP_HEIGHT + 12;
    }

    String summary() {
        return "Time line of " + workers + " workers over " + Sizes.duration(chapter.took());
    }

    List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>();
        for (int worker = 1; worker <= workers; worker++) {
            double y = lanesTop() + (worker - 1) * LANE;
            lanes.add(new Lane(number(y), number(y + BAR - 5), "worker " + worker));
        }
        return lanes;
    }

    List<Tick> ticks() {
        double every = roundStep(millis / TICKS);
        List<Tick> ticks = new ArrayList<>();
        for (double at = 0; at <= millis; at += every) {
            ticks.add(new Tick(number(x(at)), at == 0 ? "0" : Sizes.duration(Duration.ofMillis((long) at))));
        }
        return ticks;
    }

    /** Steps that a clock would use: 1, 2, 5, 10, 20 and 30 of a unit. */
    private static double roundStep(double least) {
        double[] steps = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000};
        for (double step : steps) {
            if (step >= least) {
                return step;
            }
        }
        double minutes = 60_000;
        for (double step : new double[] {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1440}) {
            if (step * minutes >= least) {
                return step * minutes;
            }
        }
        return Math.ceil(least / (1440 * minutes)) * 1440 * minutes;
    }

    List<Box> steps() {
        List<Box> boxes = new ArrayList<>();
        for (Step step : chapter.steps()) {
            if (step.began().isEmpty() || step.status().isFinal()) {
                continue;
            }
            double since = millis(Duration.between(chapter.began(), step.began().get()));
            Duration took = step.took().orElse(Duration.ofMillis((long) (millis - since)));
            boxes.add(box(
                    since,
                    millis(took),
                    TOP,
                    "step" + (boxes.size() % 2),
                    StepName.of(step.status()),
                    StepName.of(step.status()) + ", " + Sizes.duration(took)));
        }
        return boxes;
    }

    List<Box> bars() {
        return chapter.spans().stream().map(this::bar).toList();
    }

    private Box bar(Span span) {
        String what = span.tasks() == 1 ? span.object() : span.tasks() + " tasks";
        return box(
                millis(span.since()),
                millis(span.took()),
                lanesTop() + (span.worker() - 1) * LANE,
                span.finished() ? Words.of(span.kind()) : "unfinished",
                what.replace(liveSchema, ""),
                Words.of(span.kind()) + " " + what + ", " + Sizes.duration(span.took())
                        + (span.finished() ? "" : ", not ended"));
    }

    private Box box(double since, double took, double y, String look, String label, String title) {
        double x = x(since);
        double width = Math.max(NARROWEST, x(since + took) - x);
        return new Box(
                number(x),
                number(y),
                number(width),
                number(x + 5),
                number(y + 13.5),
                look,
                fitting(label, width),
                title);
    }

    private static String fitting(String label, double width) {
        int letters = (int) ((width - 8) / LETTER);
        if (label.length() <= letters) {
            return label;
        }
        return letters < 4 ? "" : label.substring(0, letters - 1) + "…";
    }

    private double x(double at) {
        return LEFT + at / millis * (RIGHT - LEFT);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
