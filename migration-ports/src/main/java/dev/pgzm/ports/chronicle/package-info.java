/** What the runs of a migration did, kept for whoever asks afterwards. */
package dev.pgzm.ports.chronicle;
