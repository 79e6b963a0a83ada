/** Migration state in an S3 bucket, in the document format of the file adapter. */
package dev.pgzm.state.s3;
