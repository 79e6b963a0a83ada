/** One class a phase, each with what it does and how that is undone. */
package dev.pgzm.domain.phase;
