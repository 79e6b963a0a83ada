/** Migration state in a local JSON file, and the format of that document. */
package dev.pgzm.state.file;
