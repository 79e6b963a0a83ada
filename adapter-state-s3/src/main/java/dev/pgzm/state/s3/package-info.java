/** The place of migration state in an S3 bucket, in the document format of the file adapter. It has no member yet. */
package dev.pgzm.state.s3;
