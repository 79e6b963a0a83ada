/** Migration state in local JSON files; the format of its documents and the rules that hold for them in every place. */
package dev.pgzm.state.file;
