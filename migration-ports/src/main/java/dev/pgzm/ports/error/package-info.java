/** How a run fails: one code a kind, with PostgreSQL's shape of message, detail and hint. */
package dev.pgzm.ports.error;
