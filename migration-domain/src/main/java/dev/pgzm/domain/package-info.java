/** Every decision of a migration: what is checked, in which order work is done, and what follows from a failure. */
package dev.pgzm.domain;
