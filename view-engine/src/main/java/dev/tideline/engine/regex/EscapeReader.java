package dev.tideline.engine.regex;

/** Reads one escape of the advanced syntax, from behind its backslash. */
final class EscapeReader {

    private final int[] pattern;
    private final int groups;
    private int at;
    private Token token;
    private int value;
    private boolean carriesValue = true;

    EscapeReader(int[] pattern, int at, int groups) {
        this.pattern = pattern;
        this.at = at;
        this.groups = groups;
    }

    /** Where the pattern goes on. */
    int end() {
        return at;
    }

    Token token() {
        return token;
    }

    int value() {
        return value;
    }

    boolean carriesValue() {
        return carriesValue;
    }

    void read() {
        if (at == pattern.length) {
            throw error();
        }
        int c = pattern[at++];
        boolean digit = c >= '0' && c <= '9';
        if (digit) {
            number(c);
        } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
            letter(c);
        } else {
            plain(c);
        }
    }

    private void plain(int c) {
        token = Token.PLAIN;
        value = c;
    }

    private void characterClass(Token kind, CharacterClass named) {
        token = kind;
        value = named.ordinal();
    }

    private void constraint(Token kind, boolean carries) {
        token = kind;
        carriesValue = carries;
    }

    private void letter(int c) {
        switch (c) {
            case 'a' -> plain(7);
            case 'b' -> plain('\b');
            case 'B' -> plain('\\');
            case 'c' -> {
                if (at == pattern.length) {
                    throw error();
                }
                plain(pattern[at++] & 0x1f);
            }
            case 'e' -> plain(0x1b);
            case 'f' -> plain('\f');
            case 'n' -> plain('\n');
            case 'r' -> plain('\r');
            case 't' -> plain('\t');
            case 'v' -> plain(0x0b);
            case 'u' -> plain(character(digits(16, 4, 4)));
            case 'U' -> plain(character(digits(16, 8, 8)));
            case 'x' -> plain(character(digits(16, 1, 255)));
            case 'd' -> characterClass(Token.CLASS, CharacterClass.DIGIT);
            case 'D' -> characterClass(Token.CLASS_COMPLEMENT, CharacterClass.DIGIT);
            case 's' -> characterClass(Token.CLASS, CharacterClass.SPACE);
            case 'S' -> characterClass(Token.CLASS_COMPLEMENT, CharacterClass.SPACE);
            case 'w' -> characterClass(Token.CLASS, CharacterClass.WORD);
            case 'W' -> characterClass(Token.CLASS_COMPLEMENT, CharacterClass.WORD);
            case 'A' -> constraint(Token.START, true);
            case 'Z' -> constraint(Token.END, false);
            case 'm' -> constraint(Token.WORD_START, false);
            case 'M' -> constraint(Token.WORD_END, false);
            case 'y' -> constraint(Token.WORD_BOUNDARY, true);
            case 'Y' -> constraint(Token.NO_WORD_BOUNDARY, true);
            default -> throw error();
        }
    }

    /** A back reference, or, where so many groups are not open, the octal number of a character. */
    private void number(int first) {
        int save = at;
        at--;
        if (first != '0') {
            int reference = digits(10, 1, 255);
            if (at == save || reference > 0 && reference <= groups) {
                token = Token.BACK_REFERENCE;
                value = reference;
                return;
            }
            at = save - 1;
        }
        // A first digit of 8 or 9 is no octal number.
        int c = digits(8, 1, 3);
        if (Integer.compareUnsigned(c, 0xff) > 0) {
            at--;
            c >>>= 3;
        }
        plain(c);
    }

    private static int character(int c) {
        if (c < 0 || c > CharSet.LAST) {
            throw error();
        }
        return c;
    }

    private int digits(int base, int least, int most) {
        int number = 0;
        int count = 0;
        while (count < most && at < pattern.length) {
            int digit = pattern[at] < 128 ? Character.digit(pattern[at], base) : -1;
            if (digit < 0) {
                break;
            }
            number = number * base + digit;
            at++;
            count++;
        }
        if (count < least) {
            throw error();
        }
        return number;
    }

    private static RegexSyntaxException error() {
        return new RegexSyntaxException(RegexSyntaxException.ESCAPE);
    }
}
