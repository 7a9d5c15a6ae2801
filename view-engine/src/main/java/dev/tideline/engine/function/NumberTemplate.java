package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;

/** A template of to_char and to_number for numbers, parsed. */
final class NumberTemplate {

    /** What a part of a template stands for. */
    enum Pattern {
        COMMA(","),
        POINT("."),
        ZERO("0"),
        NINE("9"),
        BLANK("B"),
        IGNORED_C("C"),
        LOCAL_POINT("D"),
        EXPONENT("EEEE"),
        FILL("FM"),
        GROUP("G"),
        CURRENCY("L"),
        MINUS("MI"),
        PLUS("PL"),
        BRACKET("PR"),
        ROMAN("RN"),
        SIGN("SG"),
        IGNORED_SP("SP"),
        LOCAL_SIGN("S"),
        ORDINAL("TH"),
        SHIFT("V");

        private final String upper;
        private final String lower;

        Pattern(String text) {
            this.upper = text;
            this.lower = text.toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where a sign of the locale goes. */
    enum LocalSign {
        NONE,
        BEFORE,
        BEHIND
    }

    /** A pattern, or, if that is null, text to be taken as it is. */
    record Node(Pattern pattern, boolean lowerCase, String text) {}

    final List<Node> nodes = new ArrayList<>();
    int before;
    int behind;
    int shift;
    int firstZero;
    int lastZero;
    int signPlace;
    LocalSign localSign = LocalSign.NONE;
    boolean decimal;
    boolean signed;
    boolean fill;
    boolean zero;
    boolean blank;
    boolean bracket;
    boolean minus;
    boolean plus;
    boolean roman;
    boolean shifted;
    boolean exponent;

    NumberTemplate(String template) {
        for (int at = 0; at < template.length(); ) {
            var node = patternAt(template, at);
            if (node != null) {
                nodes.add(node);
                note(node.pattern);
                at += node.pattern.upper.length();
            } else if (template.charAt(at) == '"') {
                at = TemplateText.quoted(template, at, text -> nodes.add(new Node(null, false, text)));
            } else {
                at += template.startsWith("\\\"", at) ? 1 : 0;
                var text = Character.toString(template.codePointAt(at));
                nodes.add(new Node(null, false, text));
                at += text.length();
            }
        }
    }

    /** A template that one call may change, without its nodes. */
    NumberTemplate(NumberTemplate that) {
        nodes.addAll(that.nodes);
        before = that.before;
        behind = that.behind;
        shift = that.shift;
        firstZero = that.firstZero;
        lastZero = that.lastZero;
        signPlace = that.signPlace;
        localSign = that.localSign;
        decimal = that.decimal;
        signed = that.signed;
        fill = that.fill;
        zero = that.zero;
        blank = that.blank;
        bracket = that.bracket;
        minus = that.minus;
        plus = that.plus;
        roman = that.roman;
        shifted = that.shifted;
        exponent = that.exponent;
    }

    private static Node patternAt(String template, int at) {
        for (var pattern : Pattern.values()) {
            if (template.startsWith(pattern.upper, at)) {
                return new Node(pattern, false, null);
            }
            if (template.startsWith(pattern.lower, at)) {
                return new Node(pattern, true, null);
            }
        }
        return null;
    }

    private static SqlError error(String message) {
        return new SqlError("42601", message);
    }

    private void note(Pattern pattern) {
        if (exponent && pattern != Pattern.EXPONENT) {
            throw error("\"EEEE\" must be the last pattern used");
        }
        switch (pattern) {
            case NINE -> nine();
            case ZERO -> zero();
            case BLANK -> blank |= before == 0 && behind == 0 && !zero;
            case POINT, LOCAL_POINT -> point();
            case FILL -> fill = true;
            case LOCAL_SIGN -> localSign();
            case MINUS, PLUS, SIGN -> sign(pattern);
            case BRACKET -> {
                if (signed || plus || minus) {
                    throw error("cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together");
                }
                bracket = true;
            }
            case ROMAN -> roman = true;
            case SHIFT -> {
                if (decimal) {
                    throw error("cannot use \"V\" and decimal point together");
                }
                shifted = true;
            }
            case EXPONENT -> exponent();
            default -> {}
        }
    }

    private void nine() {
        if (bracket) {
            throw error("\"9\" must be ahead of \"PR\"");
        }
        if (shifted) {
            shift++;
        } else if (decimal) {
            behind++;
        } else {
            before++;
        }
    }

    private void zero() {
        if (bracket) {
            throw error("\"0\" must be ahead of \"PR\"");
        }
        if (!zero && !decimal) {
            zero = true;
            firstZero = before + 1;
        }
        if (decimal) {
            behind++;
        } else {
            before++;
        }
        lastZero = before + behind;
    }

    private void point() {
        if (decimal) {
            throw error("multiple decimal points");
        }
        if (shifted) {
            throw error("cannot use \"V\" and decimal point together");
        }
        decimal = true;
    }

    private void localSign() {
        if (signed) {
            throw error("cannot use \"S\" twice");
        }
        if (plus || minus || bracket) {
            throw error("cannot use \"S\" and \"PL\"/\"MI\"/\"SG\"/\"PR\" together");
        }
        if (!decimal) {
            localSign = LocalSign.BEFORE;
            signPlace = before;
        } else {
            localSign = LocalSign.BEHIND;
        }
        signed = true;
    }

    private void sign(Pattern pattern) {
        if (signed) {
            String name = pattern == Pattern.MINUS ? "MI" : pattern == Pattern.PLUS ? "PL" : "SG";
            throw error("cannot use \"S\" and \"" + name + "\" together");
        }
        minus |= pattern != Pattern.PLUS;
        plus |= pattern != Pattern.MINUS;
    }

    private void exponent() {
        if (exponent) {
            throw error("cannot use \"EEEE\" twice");
        }
        if (blank || fill || signed || bracket || minus || plus || roman || shifted) {
            throw error("\"EEEE\" is incompatible with other formats");
        }
        exponent = true;
    }
}
