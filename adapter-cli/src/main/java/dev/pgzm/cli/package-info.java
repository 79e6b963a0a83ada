/** The pgzm commands, and what a person sees of a run. Drives the port {@link dev.pgzm.ports.Migrations}. */
package dev.pgzm.cli;
