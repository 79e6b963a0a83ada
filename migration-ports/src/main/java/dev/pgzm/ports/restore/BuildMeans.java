package dev.pgzm.ports.restore;

/**
 * What a build may use of the destination, beside the process that it runs in.
 *
 * @param memoryBytes at least 1 MiB
 * @param parallelWorkers processes that may help it
 */
public record BuildMeans(long memoryBytes, int parallelWorkers) {}
