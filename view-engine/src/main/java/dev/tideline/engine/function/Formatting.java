package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** concat, concat_ws and format: functions of any number of values of any type. */
final class Formatting {

    private Formatting() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("concat(any)", site -> {
            var outputs = outputs(site);
            return (Body.Variadic) values -> joined(values, 0, "", outputs);
        });
        to.bound("concat_ws(text,any)", site -> {
            var outputs = outputs(site);
            return (Body.Variadic) values -> values[0] == null ? null : joined(values, 1, (String) values[0], outputs);
        });
        for (String declaration : List.of("format(text,any)", "format(text)")) {
            to.bound(declaration, site -> {
                var outputs = outputs(site);
                return (Body.Variadic) values -> values[0] == null ? null : new Format(site, values, outputs).format();
            });
        }
        to.bound("num_nulls(any)", site -> (Body.Variadic) values -> countNulls(values));
        to.bound("num_nonnulls(any)", site -> (Body.Variadic) values -> values.length - countNulls(values));
    }

    private static int countNulls(Object[] values) {
        int count = 0;
        for (var value : values) {
            count += value == null ? 1 : 0;
        }
        return count;
    }

    private static List<Function<Object, String>> outputs(CallSite site) {
        var outputs = new ArrayList<Function<Object, String>>();
        for (int i = 0; i < site.arguments().size(); i++) {
            outputs.add(TextOf.output(site, i));
        }
        return outputs;
    }

    private static String joined(Object[] values, int from, String separator, List<Function<Object, String>> outputs) {
        var out = new StringBuilder();
        boolean first = true;
        for (int i = from; i < values.length; i++) {
            if (values[i] != null) {
                String text = outputs.get(i).apply(values[i]);
                Characters.checkComputed((long) out.length() + separator.length() + text.length());
                out.append(first ? "" : separator).append(text);
                first = false;
            }
        }
        return out.toString();
    }

    /** One evaluation of format(). */
    private static final class Format {

        private final CallSite site;
        private final Object[] values;
        private final List<Function<Object, String>> outputs;
        private final String format;
        private final StringBuilder out = new StringBuilder();
        private int at;
        private int argument = 1;
        private int position;
        private int widthPosition;
        private int width;
        private boolean leftAligned;

        Format(CallSite site, Object[] values, List<Function<Object, String>> outputs) {
            this.site = site;
            this.values = values;
            this.outputs = outputs;
            this.format = (String) values[0];
        }

        String format() {
            for (at = 0; at < format.length(); at++) {
                char c = format.charAt(at);
                if (c != '%') {
                    out.append(c);
                    continue;
                }
                advance();
                if (format.charAt(at) == '%') {
                    out.append('%');
                } else {
                    directive();
                }
            }
            return out.toString();
        }

        private void advance() {
            if (++at >= format.length()) {
                throw SqlError.invalidParameter("unterminated format() type specifier");
            }
        }

        private void directive() {
            parse();
            char conversion = format.charAt(at);
            if (conversion != 's' && conversion != 'I' && conversion != 'L') {
                throw SqlError.invalidParameter(
                        "unrecognized format() type specifier \"" + Character.toString(format.codePointAt(at)) + "\"");
            }
            if (widthPosition >= 0) {
                argument = widthPosition > 0 ? widthPosition : argument;
                width = widthOf(next());
            }
            argument = position > 0 ? position : argument;
            append(converted(conversion, next()));
        }

        /** Takes the argument at hand; the one behind it is next. */
        private int next() {
            if (argument >= values.length) {
                throw SqlError.invalidParameter("too few arguments for format()");
            }
            return argument++;
        }

        private int widthOf(int index) {
            var value = values[index];
            if (value == null) {
                return 0;
            }
            var type = site.arguments().get(index).underlying();
            if (type.equals(PgType.INT4) || type.equals(PgType.INT2)) {
                return (int) value;
            }
            var integer = site.types().semantics(dev.tideline.engine.type.SqlType.of(PgType.INT4));
            return (int) integer.fromText(outputs.get(index).apply(value), site.session());
        }

        private String converted(char conversion, int index) {
            var value = values[index];
            if (value == null) {
                if (conversion == 'I') {
                    throw new SqlError("22004", "null values cannot be formatted as an SQL identifier");
                }
                return conversion == 's' ? "" : "NULL";
            }
            String text = outputs.get(index).apply(value);
            return switch (conversion) {
                case 'I' -> Quoting.identifier(text, site.session().serverMajor());
                case 'L' -> Quoting.literal(text);
                default -> text;
            };
        }

        private void append(String text) {
            if (width == Integer.MIN_VALUE) {
                throw new SqlError("22003", "number is out of range");
            }
            int missing = Math.max(Math.abs(width) - Characters.count(text), 0);
            Characters.checkBuffer((long) out.length() + text.length() + missing, site.session());
            String padding = " ".repeat(missing);
            if (leftAligned || width < 0) {
                out.append(text).append(padding);
            } else {
                out.append(padding).append(text);
            }
        }

        private void parse() {
            position = -1;
            widthPosition = -1;
            width = 0;
            leftAligned = false;
            int number = digits();
            if (number >= 0) {
                if (format.charAt(at) != '$') {
                    width = number;
                    return;
                }
                position = checkPosition(number);
                advance();
            }
            while (format.charAt(at) == '-') {
                leftAligned = true;
                advance();
            }
            if (format.charAt(at) != '*') {
                width = Math.max(digits(), 0);
                return;
            }
            advance();
            number = digits();
            widthPosition = 0;
            if (number >= 0) {
                if (format.charAt(at) != '$') {
                    throw SqlError.invalidParameter("width argument position must be ended by \"$\"");
                }
                widthPosition = checkPosition(number);
                advance();
            }
        }

        private static int checkPosition(int number) {
            if (number == 0) {
                throw SqlError.invalidParameter("format specifies argument 0, but arguments are numbered from 1");
            }
            return number;
        }

        /** A number, or -1 if there are no digits. */
        private int digits() {
            long value = -1;
            while (format.charAt(at) >= '0' && format.charAt(at) <= '9') {
                value = Math.max(value, 0) * 10 + format.charAt(at) - '0';
                if (value > Integer.MAX_VALUE) {
                    throw new SqlError("22003", "number is out of range");
                }
                advance();
            }
            return (int) value;
        }
    }
}
