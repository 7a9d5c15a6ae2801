package dev.tideline.engine.sql.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of a node tree. In a node, labels and values alternate, one value a label; only a constant's value takes more
 * ({@code 4 [ 1 0 0 0 ]}).
 */
public final class NodeReader {

    /** Node names up to PostgreSQL 14, by what they are called later. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("RTE", "RANGETBLENTRY"),
            Map.entry("ARRAY", "ARRAYEXPR"),
            Map.entry("CASE", "CASEEXPR"),
            Map.entry("WHEN", "CASEWHEN"),
            Map.entry("COALESCE", "COALESCEEXPR"),
            Map.entry("COLLATE", "COLLATEEXPR"),
            Map.entry("MINMAX", "MINMAXEXPR"),
            Map.entry("ROW", "ROWEXPR"),
            Map.entry("ROWCOMPARE", "ROWCOMPAREEXPR"));

    private static final int LINE_LENGTH = 78;

    private final String text;
    private int position;

    private NodeReader(String text) {
        this.text = text;
    }

    /** Reads one value: a node or a list of nodes. */
    public static Object read(String text) {
        return new NodeReader(text).value();
    }

    /** Reads what a server sends under {@code debug_print_…}: the tree broken into lines of 78 bytes, mostly at spaces. */
    public static Object readDump(String dump) {
        return read(unwrap(dump));
    }

    static String unwrap(String dump) {
        var lines = dump.split("\n", -1);
        var joined = new StringBuilder(dump.length());
        for (int i = 0; i < lines.length; i++) {
            joined.append(lines[i]);
            boolean brokenInsideToken = lines[i].length() >= LINE_LENGTH && lines[i].indexOf(' ') < 0;
            if (i + 1 < lines.length && !brokenInsideToken) {
                joined.append(' ');
            }
        }
        return joined.toString();
    }

    private Object value() {
        skipSpaces();
        return switch (peek()) {
            case '{' -> node();
            case '(' -> list();
            case '"' -> quoted();
            default -> nullOrToken();
        };
    }

    private Node node() {
        position++;
        var name = token();
        var fields = new LinkedHashMap<String, Object>();
        skipSpaces();
        while (peek() != '}') {
            var label = token();
            if (!label.startsWith(":")) {
                throw malformed("a label");
            }
            var value = value();
            if (label.equals(":constvalue") && value != null) {
                value = bytes(Integer.parseInt((String) value));
            }
            fields.put(label.substring(1), value);
            skipSpaces();
        }
        position++;
        return new Node(RENAMED.getOrDefault(name, name), fields);
    }

    private List<Object> list() {
        position++;
        var elements = new ArrayList<>();
        skipSpaces();
        while (peek() != ')') {
            elements.add(value());
            skipSpaces();
        }
        position++;
        return elements;
    }

    private byte[] bytes(int length) {
        if (!token().equals("[")) {
            throw malformed("'['");
        }
        var bytes = new ArrayList<Byte>(length);
        for (var next = token(); !next.equals("]"); next = token()) {
            bytes.add((byte) Integer.parseInt(next));
        }
        var array = new byte[bytes.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = bytes.get(i);
        }
        return array;
    }

    private String quoted() {
        var value = new StringBuilder();
        position++;
        while (peek() != '"') {
            if (peek() == '\\') {
                position++;
            }
            value.append(peek());
            position++;
        }
        position++;
        return value.toString();
    }

    private String nullOrToken() {
        int start = position;
        var token = token();
        return token.equals("<>") && text.startsWith("<>", start) ? null : token;
    }

    /** Characters up to a space or a bracket; a backslash takes the next one as it is. */
    private String token() {
        skipSpaces();
        int start = position;
        var token = new StringBuilder();
        while (position < text.length() && " \n\t(){}".indexOf(text.charAt(position)) < 0) {
            if (text.charAt(position) == '\\') {
                position++;
            }
            token.append(peek());
            position++;
        }
        if (position == start) {
            throw malformed("a token");
        }
        return token.toString();
    }

    private void skipSpaces() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw malformed("more text");
        }
        return text.charAt(position);
    }

    private IllegalArgumentException malformed(String expected) {
        int from = Math.max(0, position - 60);
        var around = text.substring(from, Math.min(text.length(), position + 20));
        return new IllegalArgumentException("node tree: expected " + expected + " at " + position + ": …" + around);
    }
}
