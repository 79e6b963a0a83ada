/** Where a migration stands, kept between processes, and who owns it. */
package dev.pgzm.ports.state;
