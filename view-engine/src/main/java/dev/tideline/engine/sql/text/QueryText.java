package dev.tideline.engine.sql.text;

import dev.tideline.schemas.config.SqlText;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A user's query as it is sent to PostgreSQL, wrapped in text of ours, and the way back from places in what was sent to places in
 * the user's file. PostgreSQL counts bytes in the locations of tree nodes and characters (code points) in the positions of errors.
 */
public final class QueryText {

    private static final String[] BEFORE_RELATION = {"from", "join", "only", "table"};

    private final SqlText user;
    private final String prefix;
    private final String body;
    private final String suffix;
    private final List<Token> tokens;
    private final int[] offsetsOfBytes;

    private QueryText(SqlText user, String prefix, String body, String suffix) {
        this.user = user;
        this.prefix = prefix;
        this.body = body;
        this.suffix = suffix;
        this.tokens = Tokenizer.tokens(body);
        this.offsetsOfBytes = offsetsOfBytes(sql());
    }

    /** The query alone, without semicolons at its end. */
    public static QueryText of(SqlText user) {
        return new QueryText(user, "", withoutTrailingSemicolons(user.text()), "");
    }

    /** The same query with text of ours around it. */
    public QueryText wrapped(String newPrefix, String newSuffix) {
        return new QueryText(user, newPrefix, body, newSuffix);
    }

    /** What PostgreSQL gets to see. */
    public String sql() {
        return prefix + body + suffix;
    }

    /** The user's part of it. */
    public String body() {
        return body;
    }

    /** The tokens of the user's part; their offsets are offsets in it. */
    public List<Token> tokens() {
        return tokens;
    }

    /** Where the query begins. */
    public SourcePosition start() {
        return user.positionOf(tokens.isEmpty() ? 0 : tokens.get(0).start());
    }

    /** Behind the last token of the query. */
    public SourcePosition end() {
        if (tokens.isEmpty()) {
            return start();
        }
        var last = user.positionOf(tokens.get(tokens.size() - 1).end() - 1);
        return new SourcePosition(last.file(), last.line(), last.column() + 1);
    }

    public SourcePosition of(Token token) {
        return user.positionOf(token.start());
    }

    /** The place of a tree node's location, or null if that is unknown (-1) or not in the user's part. */
    public SourcePosition ofLocation(int byteOffset) {
        int offset = bodyOffset(byteOffset);
        return offset < 0 ? null : user.positionOf(offset);
    }

    /** Offset in the user's part of a tree node's location; -1 if that is unknown or not in there. */
    public int offsetInBody(int byteOffset) {
        return bodyOffset(byteOffset);
    }

    /** Whether a node's location is known and in the user's part. */
    public boolean contains(int byteOffset) {
        return bodyOffset(byteOffset) >= 0;
    }

    /**
     * The place of an error.
     *
     * @param position as PostgreSQL counts, from 1; 0 for unknown
     * @return null if unknown or in front of the user's part; the end of the query if behind it
     */
    public SourcePosition ofErrorPosition(int position) {
        if (position <= 0 || isBeforeBody(position)) {
            return null;
        }
        int offset = errorOffset(position);
        return offset >= body.length() ? end() : user.positionOf(offset);
    }

    /** Whether an error's position lies in text of ours in front of the query. */
    public boolean isBeforeBody(int position) {
        return position > 0 && position <= prefix.codePointCount(0, prefix.length());
    }

    /** Whether an error's position lies in the user's part. */
    public boolean isInBody(int position) {
        return !isBeforeBody(position) && position > 0 && errorOffset(position) < body.length();
    }

    /** Whether an error's position is that of a name in the user's part. */
    public boolean isRelationAt(String name, int position) {
        return isInBody(position)
                && tokens.stream()
                        .anyMatch(token -> token.start() == errorOffset(position)
                                && token.isName()
                                && token.value().equals(name));
    }

    private int errorOffset(int position) {
        var sql = sql();
        int characters = Math.min(position - 1, sql.codePointCount(0, sql.length()));
        return sql.offsetByCodePoints(0, characters) - prefix.length();
    }

    /** The token that starts at a node's location, be it in the user's part or in front of it; null if there is none. */
    public Token tokenAt(int byteOffset) {
        if (byteOffset < 0 || byteOffset >= offsetsOfBytes.length) {
            return null;
        }
        int offset = offsetsOfBytes[byteOffset];
        return offset < prefix.length()
                ? startingAt(offset, Tokenizer.tokens(prefix))
                : startingAt(offset - prefix.length(), tokens);
    }

    private static Token startingAt(int offset, List<Token> tokens) {
        return tokens.stream()
                .filter(token -> token.start() == offset)
                .findFirst()
                .orElse(null);
    }

    /** The place where the query most likely names this relation, or its start: the nodes of relations have no location. */
    public SourcePosition ofRelation(String name) {
        Token best = null;
        int bestRank = -1;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName() && tokens.get(i).value().equals(name)) {
                int first = firstOfQualifiedName(i);
                int rank = first == 0 ? 0 : relationRank(tokens.get(first - 1));
                if (rank > bestRank) {
                    best = tokens.get(first);
                    bestRank = rank;
                }
            }
        }
        return best == null ? start() : of(best);
    }

    /** The place of the first occurrence of a keyword with one of these (if any are given) directly behind it, or the start. */
    public SourcePosition ofKeywords(String keyword, String... next) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            var behind = tokens.get(i + 1);
            boolean fits = next.length == 0 || Arrays.stream(next).anyMatch(behind::isKeyword);
            if (fits && tokens.get(i).isKeyword(keyword)) {
                return of(tokens.get(i));
            }
        }
        return start();
    }

    /** The place of the last ORDER BY that is not in parentheses, or the query's start. */
    public SourcePosition ofOuterOrderBy() {
        var found = start();
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 && token.isKeyword("order") && tokens.get(i + 1).isKeyword("by")) {
                found = of(token);
            }
        }
        return found;
    }

    private int firstOfQualifiedName(int index) {
        int first = index;
        while (first >= 2
                && tokens.get(first - 1).isSymbol('.')
                && tokens.get(first - 2).isName()) {
            first -= 2;
        }
        return first;
    }

    /** How likely a name behind this token is a relation's. */
    private static int relationRank(Token before) {
        for (var keyword : BEFORE_RELATION) {
            if (before.isKeyword(keyword)) {
                return 2;
            }
        }
        return before.isSymbol(',') || before.isSymbol('(') ? 1 : 0;
    }

    private int bodyOffset(int byteOffset) {
        if (byteOffset < 0 || byteOffset >= offsetsOfBytes.length) {
            return -1;
        }
        int inBody = offsetsOfBytes[byteOffset] - prefix.length();
        return inBody >= 0 && inBody < body.length() ? inBody : -1;
    }

    /** For each byte of the text in UTF-8, the offset of its character. */
    private static int[] offsetsOfBytes(String sql) {
        var offsets = new int[sql.getBytes(StandardCharsets.UTF_8).length];
        int bytes = 0;
        int offset = 0;
        while (offset < sql.length()) {
            int codePoint = sql.codePointAt(offset);
            int length = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            Arrays.fill(offsets, bytes, bytes + length, offset);
            bytes += length;
            offset += Character.charCount(codePoint);
        }
        return offsets;
    }

    private static String withoutTrailingSemicolons(String sql) {
        var tokens = Tokenizer.tokens(sql);
        int count = tokens.size();
        while (count > 0 && tokens.get(count - 1).isSymbol(';')) {
            count--;
        }
        return (count == tokens.size()
                        ? sql
                        : sql.substring(0, tokens.get(count).start()))
                .stripTrailing();
    }
}
