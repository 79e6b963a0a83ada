/** The state machine: which status follows which, and the loop that walks it. */
package dev.pgzm.domain.machine;
