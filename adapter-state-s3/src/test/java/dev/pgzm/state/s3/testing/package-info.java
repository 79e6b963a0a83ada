/** A real S3 server for tests, here and in other modules. */
package dev.pgzm.state.s3.testing;
