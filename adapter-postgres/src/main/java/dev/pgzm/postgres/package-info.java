/** Every byte of SQL, pg_dump and COPY: implements the ports on PostgreSQL servers. */
package dev.pgzm.postgres;
