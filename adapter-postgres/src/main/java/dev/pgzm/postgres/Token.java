package dev.pgzm.postgres;

/** A lexical element of SQL, with its text as it stands in the script. */
record Token(Kind kind, String text) {
    /** What the lexer tells apart. */
    enum Kind {
        SPACE,
        COMMENT,
        /** An unquoted identifier or a keyword. */
        WORD,
        QUOTED_NAME,
        /** A string constant in single quotes, with its prefix if it has one. */
        STRING,
        DOLLAR_STRING,
        NUMBER,
        OPERATOR,
        PUNCTUATION,
        /** A psql meta-command, to the end of its line. */
        META
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    boolean isBlank() {
        return kind == Kind.SPACE || kind == Kind.COMMENT;
    }

    boolean is(String symbol) {
        return text.equals(symbol);
    }

    /** Whether this is the keyword, in any case; {@code keyword} is upper-case. */
    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
}
