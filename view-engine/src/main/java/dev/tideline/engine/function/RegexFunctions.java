package dev.tideline.engine.function;

import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.regex.Subject;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;
import java.util.List;

/** regexp_match, regexp_like, regexp_count, regexp_instr, regexp_substr and regexp_split_to_array. */
final class RegexFunctions {

    private RegexFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        for (String more : List.of("", ",text")) {
            to.bound("regexp_match(text,text" + more + ")", site -> bound(site, 2, RegexFunctions::match));
            to.bound("regexp_like(text,text" + more + ")", site -> bound(site, 2, RegexFunctions::like));
            to.bound("regexp_split_to_array(text,text" + more + ")", site -> bound(site, 2, RegexFunctions::split));
        }
        for (String more : List.of("", ",int4", ",int4,text")) {
            to.bound("regexp_count(text,text" + more + ")", site -> bound(site, 3, RegexFunctions::count));
        }
        for (String more : List.of("", ",int4", ",int4,int4", ",int4,int4,text", ",int4,int4,text,int4")) {
            to.bound("regexp_substr(text,text" + more + ")", site -> bound(site, 4, RegexFunctions::substring));
        }
        for (String more : List.of(
                "", ",int4", ",int4,int4", ",int4,int4,int4", ",int4,int4,int4,text", ",int4,int4,int4,text,int4")) {
            to.bound("regexp_instr(text,text" + more + ")", site -> bound(site, 5, RegexFunctions::position));
        }
    }

    private interface Implementation {
        Object apply(RegexCall call, Object[] arguments);
    }

    private static Body bound(CallSite site, int flagsArgument, Implementation implementation) {
        var call = RegexCall.withFlags(site, 1, flagsArgument);
        if (site.arguments().size() == 2) {
            return (Body.Binary) (a, b) -> implementation.apply(call, new Object[] {a, b});
        }
        return site.arguments().size() == 3
                ? (Body.Ternary) (a, b, c) -> implementation.apply(call, new Object[] {a, b, c})
                : (Body.Variadic) arguments -> implementation.apply(call, arguments);
    }

    private static RegexFlags flags(Object[] arguments, int at, String function) {
        return arguments.length > at ? RegexFlags.once((String) arguments[at], function) : RegexFlags.NONE;
    }

    /** A whole number that may be left out. */
    static int number(Object[] arguments, int at, int least, int byDefault, String name) {
        int number = arguments.length > at ? (int) arguments[at] : byDefault;
        if (number < least) {
            throw invalid(name, number);
        }
        return number;
    }

    private static SqlError invalid(String name, int number) {
        return SqlError.invalidParameter("invalid value for parameter \"" + name + "\": " + number);
    }

    private static RegexMatches matches(
            RegexCall call, Object[] arguments, RegexOptions options, int from, boolean all, boolean withGroups) {
        var regex = call.regex((String) arguments[1], options);
        return RegexMatches.of(regex, (String) arguments[0], from, all, withGroups);
    }

    private static Object match(RegexCall call, Object[] arguments) {
        var flags = flags(arguments, 2, "regexp_match");
        var matches = matches(call, arguments, flags.options(), 0, false, true);
        return matches.places().isEmpty() ? null : matches.texts(0);
    }

    private static Object like(RegexCall call, Object[] arguments) {
        var flags = flags(arguments, 2, "regexp_like");
        return call.regex((String) arguments[1], flags.options()).matches(new Subject((String) arguments[0]));
    }

    private static Object split(RegexCall call, Object[] arguments) {
        var flags = flags(arguments, 2, "regexp_split_to_array");
        var matches = matches(call, arguments, flags.options(), 0, true, false);
        return PgArray.of(matches.split().toArray());
    }

    private static Object count(RegexCall call, Object[] arguments) {
        int start = number(arguments, 2, 1, 1, "start");
        var flags = flags(arguments, 3, "regexp_count");
        return matches(call, arguments, flags.options(), start - 1, true, false)
                .places()
                .size();
    }

    private static Object position(RegexCall call, Object[] arguments) {
        int start = number(arguments, 2, 1, 1, "start");
        int occurrence = number(arguments, 3, 1, 1, "n");
        int behind = number(arguments, 4, 0, 0, "endoption");
        if (behind > 1) {
            throw invalid("endoption", behind);
        }
        int group = number(arguments, 6, 0, 0, "subexpr");
        var flags = flags(arguments, 5, "regexp_instr");
        var matches = matches(call, arguments, flags.options(), start - 1, true, group > 0);
        int at = place(matches, occurrence, group);
        return at < 0 ? 0 : matches.places().get(occurrence - 1)[at + behind] + 1;
    }

    private static Object substring(RegexCall call, Object[] arguments) {
        int start = number(arguments, 2, 1, 1, "start");
        int occurrence = number(arguments, 3, 1, 1, "n");
        int group = number(arguments, 5, 0, 0, "subexpr");
        var flags = flags(arguments, 4, "regexp_substr");
        var matches = matches(call, arguments, flags.options(), start - 1, true, group > 0);
        int at = place(matches, occurrence, group);
        if (at < 0) {
            return null;
        }
        var place = matches.places().get(occurrence - 1);
        return place[at] < 0 ? null : matches.subject().substring(place[at], place[at + 1]);
    }

    /** Where in a match's places the wanted one stands, or -1; the first group of a pattern without groups is the whole match. */
    private static int place(RegexMatches matches, int occurrence, int group) {
        if (occurrence > matches.places().size() || group > Math.max(matches.groups(), 1)) {
            return -1;
        }
        return matches.groups() == 0 ? 0 : 2 * group;
    }
}
