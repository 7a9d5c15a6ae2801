package dev.tideline.engine.function;

import dev.tideline.engine.function.NumberTemplate.LocalSign;
import dev.tideline.engine.function.NumberTemplate.Pattern;
import dev.tideline.engine.value.PgChars;

/** Fills the digits of a number into a template. */
final class NumberOutput {

    private static final int ROMAN_WIDTH = 15;
    private static final int NONE = -1;

    private final NumberTemplate template;
    private final String number;
    private final char sign;
    private final int spaces;
    private final StringBuilder out = new StringBuilder();
    private boolean signWritten;
    private boolean inNumber;
    private int count;
    private int place;
    private int at;
    /** The last digit behind the point that is to be shown, or the point itself. */
    private int lastRelevant = NONE;

    /**
     * @param template of this call alone
     * @param number the digits, as many as the template asks for
     * @param sign plus or minus, or 0 if the number has it itself
     * @param spaces how many digits the template has more before the point
     */
    NumberOutput(NumberTemplate template, String number, char sign, int spaces) {
        this.template = template;
        this.number = number;
        this.sign = sign;
        this.spaces = spaces;
    }

    String text() {
        if (template.firstZero > 0) {
            template.firstZero--;
        }
        if (template.exponent) {
            return number;
        }
        if (template.roman) {
            clearForRoman();
        }
        prepareSign();
        count = template.behind + template.before - 1;
        if (template.fill && template.decimal) {
            findLastRelevant();
        }
        if (!signWritten && spaces == 0) {
            count++;
        }
        for (var node : template.nodes) {
            if (node.pattern() == null) {
                out.append(node.text());
            } else {
                write(node.pattern(), node.lowerCase());
            }
        }
        // Without a sign, SG writes the character that ends a text in C.
        int end = out.indexOf("\0");
        return end < 0 ? out.toString() : out.substring(0, end);
    }

    private void clearForRoman() {
        template.localSign = LocalSign.NONE;
        template.signPlace = 0;
        template.behind = 0;
        template.before = 0;
        template.decimal = false;
        template.signed = false;
        template.zero = false;
        template.blank = false;
        template.bracket = false;
        template.minus = false;
        template.plus = false;
        template.shifted = false;
    }

    private void prepareSign() {
        if (template.plus || template.minus) {
            signWritten = !(template.plus && !template.minus);
            return;
        }
        if (sign != '-' && template.fill) {
            template.bracket = false;
        }
        signWritten = sign == '+' && template.fill && !template.signed;
        if (template.localSign == LocalSign.BEFORE && template.before == template.signPlace) {
            template.localSign = LocalSign.BEHIND;
        }
    }

    private void findLastRelevant() {
        int point = number.indexOf('.');
        if (point < 0) {
            return;
        }
        lastRelevant = number.length() - 1;
        while (lastRelevant > point && number.charAt(lastRelevant) == '0') {
            lastRelevant--;
        }
        if (template.lastZero > spaces) {
            lastRelevant = Math.max(lastRelevant, Math.min(number.length() - 1, template.lastZero - spaces));
        }
    }

    private void write(Pattern pattern, boolean lowerCase) {
        switch (pattern) {
            case NINE, ZERO, POINT, LOCAL_POINT -> digit(pattern);
            case COMMA, GROUP -> {
                if (inNumber) {
                    out.append(',');
                } else if (!template.fill) {
                    out.append(' ');
                }
            }
            case CURRENCY -> out.append(' ');
            case ROMAN -> {
                String roman = lowerCase ? PgChars.toLower(number) : number;
                out.append(" ".repeat(template.fill ? 0 : Math.max(ROMAN_WIDTH - roman.length(), 0)))
                        .append(roman);
            }
            case ORDINAL -> {
                if (!template.roman && number.charAt(0) != '#' && sign != '-' && !template.decimal) {
                    out.append(TemplateText.ordinal(number, lowerCase));
                }
            }
            case MINUS -> writeSign('-');
            case PLUS -> writeSign('+');
            case SIGN -> out.append(template.roman ? '\0' : sign);
            default -> {}
        }
    }

    private void writeSign(char wanted) {
        if (sign == wanted) {
            out.append(wanted);
        } else if (!template.fill) {
            out.append(' ');
        }
    }

    /** A zero before the point that is not shown: {@code 9.9} makes {@code .1} of 0.1. */
    private boolean hidesZero() {
        return !template.zero && at == 0 && charAt(0) == '0' && template.behind != 0;
    }

    private char charAt(int index) {
        return index < number.length() ? number.charAt(index) : 0;
    }

    private boolean endsAtPoint() {
        return lastRelevant != NONE && number.charAt(lastRelevant) == '.';
    }

    private void digit(Pattern pattern) {
        if (template.roman) {
            return;
        }
        inNumber = false;
        boolean starts = place >= spaces || template.zero && template.firstZero == place;
        if (!signWritten && starts && (!hidesZero() || endsAtPoint())) {
            signBefore();
        }
        if (place < spaces && (template.firstZero > place || !template.zero)) {
            out.append(template.fill ? "" : " ");
        } else if (template.zero && place < spaces) {
            out.append('0');
            inNumber = true;
        } else {
            if (charAt(at) == '.') {
                if (!endsAtPoint() || template.fill) {
                    out.append('.');
                }
            } else {
                ownDigit(pattern);
            }
            at += at < number.length() ? 1 : 0;
        }
        int end = count + (spaces > 0 ? 1 : 0) + (template.decimal ? 1 : 0);
        if (lastRelevant != NONE && lastRelevant == at) {
            end = place;
        }
        if (place + 1 == end) {
            signBehind();
        }
        place++;
    }

    private void ownDigit(Pattern pattern) {
        if (lastRelevant != NONE && at > lastRelevant && pattern != Pattern.ZERO) {
            return;
        }
        if (hidesZero()) {
            if (!template.fill) {
                out.append(' ');
            } else if (endsAtPoint()) {
                out.append('0');
            }
        } else {
            // Behind the number's end PostgreSQL copies the end itself and so ends the text.
            out.append(charAt(at));
            inNumber = true;
        }
    }

    private void signBefore() {
        if (template.signed) {
            if (template.localSign == LocalSign.BEFORE) {
                out.append(sign == '-' ? '-' : '+');
                signWritten = true;
            }
        } else if (template.bracket) {
            out.append(sign == '+' ? ' ' : '<');
            signWritten = true;
        } else if (sign == '+') {
            out.append(template.fill ? "" : " ");
            signWritten = true;
        } else if (sign == '-') {
            out.append('-');
            signWritten = true;
        }
    }

    private void signBehind() {
        if (signWritten && template.bracket) {
            out.append(sign == '+' ? ' ' : '>');
        } else if (template.signed && template.localSign == LocalSign.BEHIND) {
            out.append(sign == '-' ? '-' : '+');
        }
    }
}
