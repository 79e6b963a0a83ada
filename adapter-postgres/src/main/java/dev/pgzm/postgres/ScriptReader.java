package dev.pgzm.postgres;

import dev.pgzm.ports.dump.EntryKind;
import dev.pgzm.ports.dump.ImmutableScriptEntry;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code pg_restore --verbose --file=-} writes: each entry of the archive's table of contents behind a
 * comment that gives its ids, its dependencies, its name and its type.
 *
 * <p>What stands before the first entry are session settings, which this tool's sessions have anyway.
 */
final class ScriptReader {
    private final StatementSplitter splitter = new StatementSplitter();
    private final List<ScriptEntry> entries = new ArrayList<>();
    private final StorageSettings storage = new StorageSettings();
    private final List<String> comment = new ArrayList<>();
    private @Nullable EntryHeader header;
    private List<String> statements = new ArrayList<>();
    private boolean postData;

    static SchemaScript read(String text) {
        return new ScriptReader().script(new SqlLexer(text));
    }

    private SchemaScript script(SqlLexer lexer) {
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            accept(token);
        }
        finishEntry();
        return new SchemaScript(entries);
    }

    private void accept(Token token) {
        if (splitter.isAtStart()) {
            if (token.kind() == Token.Kind.COMMENT) {
                comment.add(token.text());
                return;
            }
            if (token.kind() == Token.Kind.META || token.kind() == Token.Kind.SPACE) {
                return;
            }
            headerOfComment();
        }
        String statement = splitter.accept(token);
        if (statement != null) {
            finishStatement(statement);
        }
    }

    private void headerOfComment() {
        Optional<EntryHeader> next = EntryHeader.parse(comment);
        comment.clear();
        if (next.isPresent()) {
            finishEntry();
            header = next.get();
        }
    }

    private void finishStatement(String statement) {
        // pg_restore writes these before the entry that they are for, thus behind the one before
        if (!storage.accept(statement) && header != null) {
            if (statements.isEmpty()) {
                statements.addAll(storage.before());
            }
            statements.add(statement);
        }
    }

    private void finishEntry() {
        if (header != null && !statements.isEmpty()) {
            statements.addAll(storage.after());
            postData |= header.beginsPostData();
            entries.add(entry(header, statements, section(header)));
        }
        header = null;
        statements = new ArrayList<>();
    }

    private Section section(EntryHeader entry) {
        boolean privileges = entry.kind() == EntryKind.PRIVILEGES || entry.kind() == EntryKind.DEFAULT_PRIVILEGES;
        return postData || privileges ? Section.POST_DATA : Section.PRE_DATA;
    }

    private static ScriptEntry entry(EntryHeader header, List<String> statements, Section section) {
        return ImmutableScriptEntry.builder()
                .dumpId(header.dumpId())
                .oid(header.oid())
                .kind(header.kind())
                .label(header.type() + " " + header.name())
                .owner(header.owner())
                .dependencies(header.dependencies())
                .section(section)
                .statements(statements)
                .build();
    }
}
