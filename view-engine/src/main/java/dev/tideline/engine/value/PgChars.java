package dev.tideline.engine.value;

import java.nio.charset.StandardCharsets;

/** Characters as PostgreSQL's input functions see them: ASCII classes only, whatever the locale. */
public final class PgChars {

    private PgChars() {}

    /** C's isspace() in the C locale. */
    public static boolean isSpace(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isAlpha(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** The value of a hexadecimal digit, or -1. */
    public static int hexDigit(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    public static char toLower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    /** Lower case of ASCII letters only. */
    public static String toLower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                var lower = new StringBuilder(text.length()).append(text, 0, i);
                for (int j = i; j < text.length(); j++) {
                    lower.append(toLower(text.charAt(j)));
                }
                return lower.toString();
            }
        }
        return text;
    }

    /** Without C's white space at both ends. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return start == 0 && end == text.length() ? text : text.substring(start, end);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String fromUtf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The order of the UTF-8 bytes, which is the order of code points, not of Java's chars. */
    public static int compareBytewise(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean leftSurrogate = Character.isSurrogate(l);
                boolean rightSurrogate = Character.isSurrogate(r);
                if (leftSurrogate != rightSurrogate) {
                    return leftSurrogate ? 1 : -1;
                }
                return l < r ? -1 : 1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
