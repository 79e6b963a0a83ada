/** Writes down what a run does, for a report. */
package dev.pgzm.domain.chronicle;
