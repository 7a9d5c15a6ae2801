package dev.tideline.ingest.convert;

/**
 * Turns an interval from PostgreSQL's {@code postgres} style, {@code 1 year 2 mons -3 days +04:05:06.789}, into ISO 8601
 * with a sign per part and all six parts: {@code P1Y2M-3DT4H5M6.789S}.
 */
final class IntervalText {

    private IntervalText() {}

    static String iso(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        String years = "0";
        String months = "0";
        String days = "0";
        String time = "0H0M0S";
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            String word = text.substring(at, end);
            at = end + 1;
            if (word.indexOf(':') > 0) {
                time = time(word);
                continue;
            }
            int unitEnd = end(text, at);
            String number = word.charAt(0) == '+' ? word.substring(1) : word;
            switch (text.charAt(at)) {
                case 'y' -> years = number;
                case 'm' -> months = number;
                case 'd' -> days = number;
                default -> throw new IllegalArgumentException("not an interval in postgres style: '" + text + "'");
            }
            at = unitEnd + 1;
        }
        return "P" + years + "Y" + months + "M" + days + "DT" + time;
    }

    private static int end(String text, int from) {
        int space = text.indexOf(' ', from);
        return space < 0 ? text.length() : space;
    }

    /** {@code -04:05:06.700}: the sign counts for all parts, also for those that are zero on their own. */
    private static String time(String word) {
        char first = word.charAt(0);
        boolean negative = first == '-';
        int at = negative || first == '+' ? 1 : 0;
        int minutes = word.indexOf(':', at);
        int seconds = word.indexOf(':', minutes + 1);
        return part(word.substring(at, minutes), negative)
                + "H"
                + part(word.substring(minutes + 1, seconds), negative)
                + "M"
                + part(word.substring(seconds + 1), negative)
                + "S";
    }

    private static String part(String digits, boolean negative) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0' && digits.charAt(start + 1) != '.') {
            start++;
        }
        String number = digits.substring(start);
        if (number.indexOf('.') >= 0) {
            int end = number.length();
            while (number.charAt(end - 1) == '0') {
                end--;
            }
            number = number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
        }
        return negative && !number.equals("0") ? "-" + number : number;
    }
}
