package dev.tideline.ingest.convert;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Arrays: JSON arrays of the elements' form if they have one dimension that starts at 1, else PostgreSQL's text, which
 * alone tells the bounds.
 */
final class ArrayForm implements ValueForm {

    private final ValueForm element;
    private final char delimiter;

    ArrayForm(ValueForm element, char delimiter) {
        this.element = element;
        this.delimiter = delimiter;
    }

    @Override
    public void write(String text, JsonGenerator out) throws IOException {
        if (!isPlain(text)) {
            out.writeString(text);
            return;
        }
        out.writeStartArray();
        int at = 1;
        int end = text.length() - 1;
        while (at < end) {
            at = text.charAt(at) == '"' ? quoted(text, at + 1, out) : bare(text, at, end, out);
            at++;
        }
        out.writeEndArray();
    }

    /** Bounds other than 1 are written in front of the braces; an inner brace opens another dimension. */
    private static boolean isPlain(String text) {
        return text.charAt(0) == '{' && text.charAt(1) != '{';
    }

    /** Writes the element up to its closing quote and returns the place behind it. */
    private int quoted(String text, int from, JsonGenerator out) throws IOException {
        int at = from;
        while (text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (text.charAt(at) == '"') {
            element.write(text.substring(from, at), out);
            return at + 1;
        }
        var unescaped = new StringBuilder(text.length() - from).append(text, from, at);
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            unescaped.append(text.charAt(at++));
        }
        element.write(unescaped.toString(), out);
        return at + 1;
    }

    private int bare(String text, int from, int end, JsonGenerator out) throws IOException {
        int next = text.indexOf(delimiter, from);
        int stop = next < 0 ? end : next;
        String value = text.substring(from, stop);
        if (value.equals("NULL")) {
            out.writeNull();
        } else {
            element.write(value, out);
        }
        return stop;
    }
}
