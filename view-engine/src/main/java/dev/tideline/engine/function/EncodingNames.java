package dev.tideline.engine.function;

import java.util.Set;

/** The names of encodings that PostgreSQL knows, in lower case and without punctuation. */
final class EncodingNames {

    private static final Set<String> KNOWN = Set.of(
            "abc alt big5 euccn eucjis2004 eucjp euckr euctw gb18030 gbk iso88591 iso885910 iso885913 iso885914 iso885915 iso885916 iso88592"
                    .concat(
                            " iso88593 iso88594 iso88595 iso88596 iso88597 iso88598 iso88599 johab koi8 koi8r koi8u latin1 latin10")
                    .concat(
                            " latin2 latin3 latin4 latin5 latin6 latin7 latin8 latin9 mskanji muleinternal shiftjis shiftjis2004 sjis")
                    .concat(
                            " sqlascii tcvn tcvn5712 uhc unicode utf8 vscii win win1250 win1251 win1252 win1253 win1254 win1255")
                    .concat(
                            " win1256 win1257 win1258 win866 win874 win932 win936 win949 win950 windows1250 windows1251 windows1252")
                    .concat(
                            " windows1253 windows1254 windows1255 windows1256 windows1257 windows1258 windows866 windows874 windows932")
                    .concat(" windows936 windows949 windows950")
                    .split(" "));

    private EncodingNames() {}

    static boolean unknown(String key) {
        return !KNOWN.contains(key);
    }
}
