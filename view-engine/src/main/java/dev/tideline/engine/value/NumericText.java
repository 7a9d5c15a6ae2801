package dev.tideline.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads numeric as PostgreSQL does, and checks what its storage format can hold. */
public final class NumericText {

    /** Most digits behind the point. */
    public static final int MAX_SCALE = 16383;

    /** Most digits before the point. */
    private static final int MAX_WHOLE_DIGITS = 131072;

    private static final int MAX_EXPONENT = Integer.MAX_VALUE / 2;

    private NumericText() {}

    /**
     * The value, if the storage format holds it.
     *
     * @throws SqlError value overflows numeric format
     */
    public static PgNumeric checked(BigDecimal digits) {
        if (digits.scale() > MAX_SCALE) {
            throw SqlError.numericOverflow();
        }
        if (digits.signum() != 0 && (long) digits.precision() - digits.scale() > MAX_WHOLE_DIGITS) {
            throw SqlError.numericOverflow();
        }
        return PgNumeric.of(digits);
    }

    static PgNumeric parse(String text, SessionSettings session) {
        String body = PgChars.trim(text);
        int start = !body.isEmpty() && (body.charAt(0) == '+' || body.charAt(0) == '-') ? 1 : 0;
        if (start == body.length()) {
            throw SqlError.invalidInput("numeric", text);
        }
        char first = body.charAt(start);
        if (!PgChars.isDigit(first) && first != '.') {
            return special(text, body, start);
        }
        boolean negative = body.charAt(0) == '-';
        int base = first == '0' && session.since(16) ? prefix(body, start) : 10;
        if (base != 10) {
            return nonDecimal(text, body, start + 2, base, negative);
        }
        return new Decimal(text, body, session.since(16)).parse(start, negative);
    }

    private static PgNumeric special(String text, String body, int start) {
        if (body.equalsIgnoreCase("nan")) {
            return PgNumeric.NAN;
        }
        String word = PgChars.toLower(body.substring(start));
        if (word.equals("infinity") || word.equals("inf")) {
            return body.charAt(0) == '-' ? PgNumeric.MINUS_INFINITY : PgNumeric.INFINITY;
        }
        throw SqlError.invalidInput("numeric", text);
    }

    private static int prefix(String body, int start) {
        return start + 1 == body.length()
                ? 10
                : switch (body.charAt(start + 1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    case 'b', 'B' -> 2;
                    default -> 10;
                };
    }

    private static PgNumeric nonDecimal(String text, String body, int start, int base, boolean negative) {
        var digits = new StringBuilder();
        boolean separated = true;
        for (int i = start; i < body.length(); i++) {
            char c = body.charAt(i);
            int digit = PgChars.hexDigit(c);
            if (digit >= 0 && digit < base) {
                digits.append(c);
                separated = true;
            } else if (c == '_' && separated) {
                separated = false;
            } else {
                throw SqlError.invalidInput("numeric", text);
            }
        }
        if (digits.isEmpty() || !separated) {
            throw SqlError.invalidInput("numeric", text);
        }
        var value = new BigInteger(digits.toString(), base);
        return checked(new BigDecimal(negative ? value.negate() : value));
    }

    /** A decimal number, with its point and exponent. */
    private static final class Decimal {

        private final String text;
        private final String body;
        private final boolean underscores;
        private final StringBuilder digits = new StringBuilder();
        private int at;
        private int scale;

        Decimal(String text, String body, boolean underscores) {
            this.text = text;
            this.body = body;
            this.underscores = underscores;
        }

        PgNumeric parse(int start, boolean negative) {
            at = start;
            readDigits();
            long exponent = 0;
            if (at < body.length() && (body.charAt(at) | 32) == 'e') {
                at++;
                exponent = readExponent();
            }
            if (at != body.length()) {
                throw SqlError.invalidInput("numeric", text);
            }
            var unscaled = digits.length() < 19
                    ? BigInteger.valueOf(Long.parseLong(digits.toString()))
                    : new BigInteger(digits.toString());
            if (negative) {
                unscaled = unscaled.negate();
            }
            return finish(unscaled, scale - exponent);
        }

        private PgNumeric finish(BigInteger unscaled, long newScale) {
            if (newScale > MAX_SCALE || unscaled.signum() != 0 && newScale < -MAX_WHOLE_DIGITS) {
                throw SqlError.numericOverflow();
            }
            if (unscaled.signum() == 0) {
                return PgNumeric.of(BigDecimal.valueOf(0, (int) Math.max(newScale, 0)));
            }
            return checked(new BigDecimal(unscaled, (int) newScale));
        }

        private void readDigits() {
            boolean point = body.charAt(at) == '.';
            if (point) {
                at++;
            }
            requireDigit();
            while (at < body.length()) {
                char c = body.charAt(at);
                if (PgChars.isDigit(c)) {
                    digits.append(c);
                    scale += point ? 1 : 0;
                    at++;
                } else if (c == '.' && !point) {
                    point = true;
                    at++;
                    if (at < body.length() && body.charAt(at) == '_') {
                        throw SqlError.invalidInput("numeric", text);
                    }
                } else if (c == '_' && underscores) {
                    at++;
                    requireDigit();
                } else {
                    break;
                }
            }
        }

        private long readExponent() {
            boolean negative = at < body.length() && body.charAt(at) == '-';
            if (negative || at < body.length() && body.charAt(at) == '+') {
                at++;
            }
            requireDigit();
            long exponent = 0;
            while (at < body.length()) {
                char c = body.charAt(at);
                if (PgChars.isDigit(c)) {
                    exponent = exponent * 10 + c - '0';
                    if (exponent > MAX_EXPONENT) {
                        throw SqlError.numericOverflow();
                    }
                    at++;
                } else if (c == '_' && underscores) {
                    at++;
                    requireDigit();
                } else {
                    break;
                }
            }
            return negative ? -exponent : exponent;
        }

        private void requireDigit() {
            if (at == body.length() || !PgChars.isDigit(body.charAt(at))) {
                throw SqlError.invalidInput("numeric", text);
            }
        }
    }
}
