package dev.pgzm.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast rows have arrived lately. */
final class Rate {
    private static final Duration LATELY = Duration.ofSeconds(10);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Duration at, long bytes) {}

    void note(Figures figures) {
        samples.addLast(new Sample(figures.elapsed(), figures.bytes()));
        while (samples.size() > 2 && samples.getFirst().at().plus(LATELY).compareTo(figures.elapsed()) < 0) {
            samples.removeFirst();
        }
    }

    /** 0 where nothing arrives. */
    double bytesPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = last.at().minus(first.at()).toNanos() / 1e9;
        return seconds <= 0 ? 0 : Math.max(0, last.bytes() - first.bytes()) / seconds;
    }
}
