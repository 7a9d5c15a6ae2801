package dev.tideline.ingest.convert;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Base64;

/** How values of a type are written as JSON, given PostgreSQL's text form (ISO dates, postgres intervals, hex bytea). */
@FunctionalInterface
interface ValueForm {

    void write(String text, JsonGenerator out) throws IOException;

    /** PostgreSQL's text as it is. */
    ValueForm TEXT = (text, out) -> out.writeString(text);

    ValueForm BOOLEAN = (text, out) -> out.writeBoolean(text.charAt(0) == 't');

    ValueForm INTEGER = (text, out) -> out.writeNumber(text);

    /** PostgreSQL's shortest exact digits are a JSON number; NaN and the infinities are not. */
    ValueForm FLOAT = (text, out) -> {
        char last = text.charAt(text.length() - 1);
        if (last >= '0' && last <= '9') {
            out.writeNumber(text);
        } else {
            out.writeString(text);
        }
    };

    ValueForm BYTES = (text, out) -> out.writeString(Base64.getEncoder().encodeToString(unhex(text)));

    ValueForm DATE = (text, out) -> {
        if (DateTimeText.isInfinite(text)) {
            out.writeString(text);
        } else {
            out.writeNumber(new DateTimeText(text).epochDay());
        }
    };

    ValueForm TIME = (text, out) -> out.writeNumber(new DateTimeText(text).microsOfTime());

    ValueForm TIMESTAMP = (text, out) -> {
        if (DateTimeText.isInfinite(text)) {
            out.writeString(text);
        } else {
            out.writeNumber(new DateTimeText(text).epochMicros());
        }
    };

    ValueForm TIMESTAMP_WITH_TIME_ZONE = (text, out) -> {
        if (DateTimeText.isInfinite(text)) {
            out.writeString(text);
        } else {
            out.writeString(new DateTimeText(text).instant());
        }
    };

    ValueForm INTERVAL = (text, out) -> out.writeString(IntervalText.iso(text));

    private static byte[] unhex(String text) {
        if (!text.startsWith("\\x")) {
            throw new IllegalArgumentException("not a bytea in hex form");
        }
        var bytes = new byte[(text.length() - 2) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(text.charAt(2 * i + 2), 16);
            int low = Character.digit(text.charAt(2 * i + 3), 16);
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }
}
