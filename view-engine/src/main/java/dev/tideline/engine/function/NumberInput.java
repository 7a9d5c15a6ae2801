package dev.tideline.engine.function;

import dev.tideline.engine.function.NumberTemplate.LocalSign;
import dev.tideline.engine.function.NumberTemplate.Pattern;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;

/** Reads a number by a template, byte by byte, as PostgreSQL does: what does not fit is skipped rather than refused. */
final class NumberInput {

    private final NumberTemplate template;
    private final byte[] text;
    private final boolean readsRoman;
    private final StringBuilder number = new StringBuilder();
    private char sign = ' ';
    private int at;
    private int readBefore;
    private int readBehind;
    private boolean pointRead;

    /**
     * @param template of this call alone
     * @param readsRoman whether {@code RN} can be read
     */
    NumberInput(NumberTemplate template, String text, boolean readsRoman) {
        this.template = template;
        this.text = PgChars.utf8(text);
        this.readsRoman = readsRoman;
    }

    /** How many digits were read behind the point. */
    int scale() {
        return readBehind;
    }

    /** The text of the number that was found. */
    String number() {
        if (template.exponent) {
            throw SqlError.notSupported("\"EEEE\" not supported for input");
        }
        if (template.roman) {
            if (!readsRoman) {
                throw SqlError.notSupported("\"RN\" not supported for input");
            }
            clearForRoman();
        }
        for (var node : template.nodes) {
            if (atEnd()) {
                break;
            }
            if (node.pattern() == null) {
                skipCharacter();
            } else if (read(node.pattern())) {
                at++;
            }
        }
        int last = number.length() - 1;
        if (last >= 0 && number.charAt(last) == '.') {
            number.setLength(last);
        }
        return sign + number.toString();
    }

    private void clearForRoman() {
        template.localSign = LocalSign.NONE;
        template.behind = 0;
        template.decimal = false;
        template.signed = false;
        template.bracket = false;
        template.minus = false;
        template.plus = false;
        template.shifted = false;
    }

    private boolean atEnd() {
        return at >= text.length;
    }

    private void skipCharacter() {
        at++;
        while (at < text.length && (text[at] & 0xC0) == 0x80) {
            at++;
        }
    }

    /** Whether one more byte is to be skipped. */
    private boolean read(Pattern pattern) {
        switch (pattern) {
            case NINE, ZERO, POINT, LOCAL_POINT -> {
                digit(pattern);
                return true;
            }
            case COMMA, GROUP -> {
                // Nothing is ever known to be inside the number here.
                return !template.fill && text[at] == ',';
            }
            case CURRENCY -> skipOther(1);
            case ORDINAL -> {
                if (!template.roman && sign != '#' && !template.decimal) {
                    skipOther(2);
                }
            }
            case MINUS -> {
                return sign("-");
            }
            case PLUS -> {
                return sign("+");
            }
            case SIGN -> {
                return sign("-+");
            }
            case ROMAN -> roman();
            default -> {}
        }
        return false;
    }

    private boolean sign(String wanted) {
        if (wanted.indexOf(text[at]) >= 0) {
            sign = (char) text[at];
            return true;
        }
        skipOther(1);
        return false;
    }

    /** Skips characters that cannot be part of a number. */
    private void skipOther(int count) {
        for (int i = 0; i < count && !atEnd() && "0123456789.,+-".indexOf(text[at]) < 0; i++) {
            skipCharacter();
        }
    }

    private void roman() {
        while (!atEnd() && PgChars.isSpace(text[at])) {
            at++;
        }
        var numeral = new StringBuilder();
        while (!atEnd() && numeral.length() < RomanNumerals.LONGEST && RomanNumerals.isLetter(text[at])) {
            numeral.append((char) text[at++]);
        }
        int value = RomanNumerals.parse(numeral.toString());
        // What was read before stays, but only the numeral counts for how long the number may be.
        var digits = Integer.toString(value);
        number.append(digits);
        readBefore = digits.length();
        template.before = digits.length();
    }

    private void digit(Pattern pattern) {
        if (!atEnd() && text[at] == ' ') {
            at++;
        }
        if (atEnd()) {
            return;
        }
        if (sign == ' ' && (pattern == Pattern.ZERO || pattern == Pattern.NINE) && readBefore + readBehind == 0) {
            signBefore();
        }
        if (atEnd()) {
            return;
        }
        boolean read = false;
        if (PgChars.isDigit(text[at])) {
            if (pointRead && readBehind == template.behind) {
                return;
            }
            number.append((char) text[at]);
            readBehind += pointRead ? 1 : 0;
            readBefore += pointRead ? 0 : 1;
            read = true;
        } else if (template.decimal && !pointRead && text[at] == '.') {
            number.append('.');
            pointRead = true;
            read = true;
        }
        if (sign == ' ' && readBefore + readBehind > 0) {
            signBehind(read);
        }
    }

    private void signBefore() {
        byte c = text[at];
        if (template.signed && template.localSign == LocalSign.BEFORE) {
            if (c == '-' || c == '+') {
                sign = (char) c;
                at++;
            }
        } else if (c == '-' || template.bracket && c == '<') {
            sign = '-';
            at++;
        } else if (c == '+') {
            sign = '+';
            at++;
        }
    }

    private void signBehind(boolean read) {
        if (template.signed && read && at + 1 < text.length && !PgChars.isDigit(text[at + 1])) {
            byte c = text[at + 1];
            if (c == '-' || c == '+') {
                sign = (char) c;
                at++;
            }
        } else if (!read && !template.signed && (template.plus || template.minus)) {
            byte c = text[at];
            sign = c == '-' || c == '+' ? (char) c : sign;
        }
    }
}
