/** Former live schemas: what they hold, whether they are still what they were, and how they go. */
package dev.pgzm.ports.backup;
