package dev.tideline.engine.function;

import dev.tideline.engine.value.PgChars;
import java.util.ArrayList;
import java.util.List;

/** A template of to_char, to_date and to_timestamp, parsed. */
final class TimeTemplate {

    /** What a character that is no part of a pattern is. */
    enum Kind {
        PATTERN,
        CHARACTER,
        SEPARATOR,
        SPACE
    }

    /**
     * A part of a template.
     *
     * @param text the character, unless it is a pattern
     * @param fill FM
     * @param translated TM
     * @param ordinal TH or th
     */
    record Node(
            Kind kind,
            TimePattern pattern,
            String text,
            boolean fill,
            boolean translated,
            boolean ordinal,
            boolean lowerOrdinal) {

        static Node text(Kind kind, String text) {
            return new Node(kind, null, text, false, false, false, false);
        }
    }

    final List<Node> nodes = new ArrayList<>();

    TimeTemplate(String template) {
        int at = 0;
        while (at < template.length()) {
            boolean fill = template.startsWith("FM", at) || template.startsWith("fm", at);
            boolean translated = template.startsWith("TM", at) || template.startsWith("tm", at);
            at += fill || translated ? 2 : 0;
            var pattern = TimePattern.at(template, at);
            if (pattern != null) {
                at += pattern.text().length();
                boolean upper = template.startsWith("TH", at);
                boolean lower = template.startsWith("th", at);
                at += upper || lower || template.startsWith("SP", at) ? 2 : 0;
                nodes.add(new Node(Kind.PATTERN, pattern, null, fill, translated, upper || lower, lower));
            } else if (at < template.length()) {
                at = text(template, at);
            }
        }
    }

    private int text(String template, int start) {
        if (template.charAt(start) == '"') {
            return TemplateText.quoted(template, start, text -> nodes.add(Node.text(Kind.CHARACTER, text)));
        }
        int at = start + (template.startsWith("\\\"", start) ? 1 : 0);
        var text = Character.toString(template.codePointAt(at));
        char c = text.charAt(0);
        var kind = isSeparator(c) ? Kind.SEPARATOR : PgChars.isSpace(c) ? Kind.SPACE : Kind.CHARACTER;
        nodes.add(Node.text(kind, text));
        return at + text.length();
    }

    /** Any printable ASCII character but letters and digits. */
    static boolean isSeparator(int c) {
        return c > ' ' && c < 0x7f && !PgChars.isAlpha(c) && !PgChars.isDigit(c);
    }

    /** Whether what comes behind a node cannot be a digit, so that its field may have any width. */
    boolean endsAtSeparator(int index) {
        if (nodes.get(index).ordinal || index + 1 == nodes.size()) {
            return true;
        }
        var next = nodes.get(index + 1);
        if (next.kind == Kind.PATTERN) {
            return !next.pattern.digits();
        }
        return !(next.text.length() == 1 && PgChars.isDigit(next.text.charAt(0)));
    }

    boolean has(TimePattern.Field field) {
        return nodes.stream().anyMatch(node -> node.pattern != null && node.pattern.field() == field);
    }
}
