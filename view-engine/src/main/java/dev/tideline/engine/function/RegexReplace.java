package dev.tideline.engine.function;

import dev.tideline.engine.regex.Regex;
import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.regex.Subject;
import java.util.List;

/** regexp_replace in all its forms. */
final class RegexReplace {

    private RegexReplace() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("regexp_replace(text,text,text)", site -> {
            var call = new RegexCall(site, 1, RegexOptions.ADVANCED);
            return (Body.Ternary) (text, pattern, replacement) -> {
                var regex = call.regex((String) pattern, RegexOptions.ADVANCED);
                return replaced(regex, (String) text, (String) replacement, 0, 1);
            };
        });
        to.bound("regexp_replace(text,text,text,text)", site -> {
            var call = RegexCall.withFlags(site, 1, 3);
            return (Body.Variadic) arguments -> byFlags(call, arguments);
        });
        for (String more : List.of(",int4", ",int4,int4", ",int4,int4,text")) {
            to.bound("regexp_replace(text,text,text" + more + ")", site -> {
                var call = RegexCall.withFlags(site, 1, 5);
                return (Body.Variadic) arguments -> byPosition(call, arguments);
            });
        }
    }

    private static Object byFlags(RegexCall call, Object[] arguments) {
        var text = (String) arguments[3];
        if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            throw RegexFlags.invalid(text, 0);
        }
        var flags = RegexFlags.of(text);
        var regex = call.regex((String) arguments[1], flags.options());
        return replaced(regex, (String) arguments[0], (String) arguments[2], 0, flags.global() ? 0 : 1);
    }

    private static Object byPosition(RegexCall call, Object[] arguments) {
        int start = RegexFunctions.number(arguments, 3, 1, 1, "start");
        int occurrence = RegexFunctions.number(arguments, 4, 0, 1, "n");
        var flags = arguments.length > 5 ? RegexFlags.of((String) arguments[5]) : RegexFlags.NONE;
        var regex = call.regex((String) arguments[1], flags.options());
        return replaced(regex, (String) arguments[0], (String) arguments[2], start - 1, occurrence);
    }

    /** Replaces the match of this number, counted from 1, or all for 0. */
    private static String replaced(Regex regex, String text, String replacement, int from, int occurrence) {
        var subject = new Subject(text);
        boolean groups = usesGroups(replacement);
        var out = new StringBuilder(text.length());
        int copied = 0;
        int at = from;
        for (int number = 1; at <= subject.length(); number++) {
            var place = regex.search(subject, at, groups);
            if (place == null) {
                break;
            }
            if (occurrence == 0 || number == occurrence) {
                out.append(subject.substring(copied, place[0]));
                append(out, replacement, subject, place);
                Characters.checkComputed(out.length());
                copied = place[1];
            }
            if (number == occurrence) {
                break;
            }
            at = place[1] + (place[0] == place[1] ? 1 : 0);
        }
        return out.append(subject.substring(copied, subject.length())).toString();
    }

    private static boolean usesGroups(String replacement) {
        for (int at = replacement.indexOf('\\'); at >= 0 && at + 1 < replacement.length(); ) {
            char c = replacement.charAt(at + 1);
            if (c >= '1' && c <= '9') {
                return true;
            }
            at = replacement.indexOf('\\', at + 2);
        }
        return false;
    }

    private static void append(StringBuilder out, String replacement, Subject subject, int[] place) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            char next = c == '\\' && i + 1 < replacement.length() ? replacement.charAt(i + 1) : 0;
            if (next >= '1' && next <= '9' || next == '&') {
                int group = next == '&' ? 0 : next - '0';
                if (2 * group < place.length && place[2 * group] >= 0) {
                    out.append(subject.substring(place[2 * group], place[2 * group + 1]));
                }
                i++;
            } else {
                out.append(c);
                i += next == '\\' ? 1 : 0;
            }
        }
    }
}
