package dev.tideline.engine.value;

import java.util.ArrayList;
import java.util.List;

/** Splits a joined date into runs of digits and runs of letters. */
final class DateParts {

    private DateParts() {}

    static List<String> split(String text) throws DateTimeFault {
        var parts = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && !isDigitOrLetter(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                throw DateTimeFault.FORMAT;
            }
            int start = at;
            boolean digits = PgChars.isDigit(text.charAt(at));
            while (at < text.length()
                    && isDigitOrLetter(text.charAt(at))
                    && PgChars.isDigit(text.charAt(at)) == digits) {
                at++;
            }
            parts.add(text.substring(start, at));
            // The character behind a part is a separator, whatever it is.
            at++;
        }
        return parts;
    }

    private static boolean isDigitOrLetter(char c) {
        return PgChars.isDigit(c) || PgChars.isAlpha(c);
    }
}
