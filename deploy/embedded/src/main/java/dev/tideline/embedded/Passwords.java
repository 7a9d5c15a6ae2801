package dev.tideline.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

final class Passwords {

    private static final int BYTES = 12;

    private Passwords() {}

    /** A password that nobody guesses and that needs no quoting in a URL. */
    static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
