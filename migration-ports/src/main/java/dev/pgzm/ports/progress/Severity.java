package dev.pgzm.ports.progress;

/** How much a finding weighs. */
public enum Severity {
    INFO,
    WARNING,
    /** The run must not begin. */
    ERROR
}
