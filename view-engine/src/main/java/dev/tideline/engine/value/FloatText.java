package dev.tideline.engine.value;

import java.util.regex.Pattern;

/** Reads float4 and float8 as C's strtof() and strtod() do; prints them as PostgreSQL does under extra_float_digits 1. */
public final class FloatText {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?"
                    + "|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
                    + "|(?i:inf(?:inity)?)|(?i:nan)(?:\\([0-9a-zA-Z_]*\\))?)");

    private FloatText() {}

    public static String print(double value) {
        return ShortestDecimal.of(value);
    }

    public static String print(float value) {
        return ShortestDecimal.of(value);
    }

    public static double parseDouble(String text) {
        String number = number(text, "double precision");
        double value = Double.parseDouble(javaForm(number));
        boolean lost = value == 0 && !isZero(number) || Double.isInfinite(value) && isFinite(number);
        if (lost) {
            throw new SqlError("22003", "\"" + number + "\" is out of range for type double precision");
        }
        return value;
    }

    public static float parseFloat(String text) {
        return parseFloat(text, SessionSettings.UTC);
    }

    /** Before version 16 the message about a number out of range shows the whole text. */
    static float parseFloat(String text, SessionSettings session) {
        String number = number(text, "real");
        float value = Float.parseFloat(javaForm(number));
        boolean lost = value == 0 && !isZero(number) || Float.isInfinite(value) && isFinite(number);
        if (lost) {
            throw new SqlError(
                    "22003", "\"" + (session.since(16) ? number : text) + "\" is out of range for type real");
        }
        return value;
    }

    /** The value of a number in C's form; infinite if it is out of range. */
    static double readNumber(String number) {
        return Double.parseDouble(javaForm(number));
    }

    private static String number(String text, String type) {
        String trimmed = PgChars.trim(text);
        if (!NUMBER.matcher(trimmed).matches()) {
            var prefix = NUMBER.matcher(trimmed);
            if (prefix.lookingAt()) {
                checkPrefix(prefix.group(), type);
            }
            throw SqlError.invalidInput(type, text);
        }
        return trimmed;
    }

    /** A number out of range is reported before what follows it. */
    private static void checkPrefix(String number, String type) {
        if (type.equals("real")) {
            parseFloat(number);
        } else {
            parseDouble(number);
        }
    }

    private static String javaForm(String number) {
        int sign = number.charAt(0) == '+' || number.charAt(0) == '-' ? 1 : 0;
        String minus = number.charAt(0) == '-' ? "-" : "";
        char first = number.charAt(sign);
        if ((first | 32) == 'i') {
            return minus + "Infinity";
        }
        if ((first | 32) == 'n') {
            return "NaN";
        }
        boolean hex = isHex(number);
        return hex && number.indexOf('p') < 0 && number.indexOf('P') < 0 ? number + "p0" : number;
    }

    private static boolean isHex(String number) {
        return number.indexOf('x') >= 0 || number.indexOf('X') >= 0;
    }

    private static boolean isFinite(String number) {
        char last = number.charAt(number.length() - 1);
        return PgChars.isDigit(last) || last == '.' || isHex(number);
    }

    private static boolean isZero(String number) {
        boolean hex = isHex(number);
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'p' || c == 'P' || !hex && (c == 'e' || c == 'E')) {
                return true;
            }
            if (PgChars.hexDigit(c) > 0) {
                return false;
            }
        }
        return true;
    }
}
