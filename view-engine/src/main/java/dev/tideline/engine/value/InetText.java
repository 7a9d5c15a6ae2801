package dev.tideline.engine.value;

/** The text forms of internet addresses and networks. */
public final class InetText {

    private static final int WORDS = 8;

    private InetText() {}

    /** @param alwaysBits whether to show the prefix of a single host, too */
    public static String print(PgInet inet, boolean alwaysBits) {
        String host = host(inet);
        return alwaysBits || inet.bits() != inet.maximumBits() ? host + "/" + inet.bits() : host;
    }

    /** The address alone. */
    public static String host(PgInet inet) {
        byte[] address = inet.address();
        return inet.isVersion4() ? octets(address, 0, 4) : version6(address);
    }

    private static String octets(byte[] address, int from, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ".").append(address[from + i] & 0xFF);
        }
        return text.toString();
    }

    private static int word(byte[] address, int position) {
        return (address[2 * position] & 0xFF) << 8 | address[2 * position + 1] & 0xFF;
    }

    private static String version6(byte[] address) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < WORDS; i++) {
            int end = i;
            while (end < WORDS && word(address, end) == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        var text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            if (start >= 0 && i >= start && i < start + length) {
                text.append(i == start ? ":" : "");
                continue;
            }
            text.append(i == 0 ? "" : ":");
            if (i == 6 && start == 0 && embeds(address, length)) {
                return text.append(octets(address, 12, 4)).toString();
            }
            text.append(Integer.toHexString(word(address, i)));
        }
        return text.append(start >= 0 && start + length == WORDS ? ":" : "").toString();
    }

    /** Whether the last two words are shown as an IPv4 address, given how many zero words there are at the start. */
    private static boolean embeds(byte[] address, int zeros) {
        return zeros == 6 || zeros == 7 && word(address, 7) != 1 || zeros == 5 && word(address, 5) == 0xFFFF;
    }

    /** The shortest form of a network: only as much of the address as the prefix covers. */
    public static String abbreviated(PgInet network) {
        int bits = network.bits();
        if (!network.isVersion4()) {
            return abbreviated6(network.network(bits).address(), bits) + "/" + bits;
        }
        byte[] address = network.network(bits).address();
        return (bits == 0 ? "0" : octets(address, 0, (bits + 7) / 8)) + "/" + bits;
    }

    private static String abbreviated6(byte[] address, int bits) {
        if (bits == 0) {
            return "::";
        }
        int words = Math.max(2, (bits + 15) / 16);
        int zeros = 0;
        int zeroStart = 0;
        int run = 0;
        int runStart = 0;
        for (int i = 0; i <= words; i++) {
            if (i < words && word(address, i) == 0) {
                runStart = run == 0 ? i : runStart;
                run++;
            } else if (run > zeros) {
                // A shorter run is not ended here: PostgreSQL goes on counting it with the next zeros.
                zeroStart = runStart;
                zeros = run;
                run = 0;
            }
        }
        boolean embedded = zeros != words
                && zeroStart == 0
                && (zeros == 6
                        || zeros == 5 && word(address, 5) == 0xFFFF
                        || zeros == 7 && address[14] != 0 && address[15] != 1);
        var text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            if (zeros > 0 && i >= zeroStart && i < zeroStart + zeros) {
                text.append(i == zeroStart ? ":" : "").append(i == words - 1 ? ":" : "");
            } else if (embedded && i > 5) {
                text.append(i == 6 ? ':' : '.').append(address[2 * i] & 0xFF);
                if (i != 7 || bits > 120) {
                    text.append('.').append(address[2 * i + 1] & 0xFF);
                }
            } else {
                text.append(text.length() == 0 ? "" : ":").append(Integer.toHexString(word(address, i)));
            }
        }
        return text.toString();
    }
}
