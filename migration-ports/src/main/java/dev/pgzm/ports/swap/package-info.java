/** The one transaction in which live becomes backup and shadow becomes live. */
package dev.pgzm.ports.swap;
