package dev.pgzm.distribution.demo;

import java.util.List;

/** What the application saw. */
record LoadReport(long statements, long longestNanos, List<String> failures) {}
