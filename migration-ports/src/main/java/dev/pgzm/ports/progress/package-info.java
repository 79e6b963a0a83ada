/** What a run tells the person or program that watches it. */
package dev.pgzm.ports.progress;
