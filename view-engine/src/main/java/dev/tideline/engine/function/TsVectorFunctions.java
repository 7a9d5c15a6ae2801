package dev.tideline.engine.function;

import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.PgTsVector;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Functions and operators of tsvector; comparisons are in {@link ComparisonFunctions}, the match with a query in {@link TsQueryFunctions}. */
final class TsVectorFunctions {

    /** The version from which on NULLs among words that are looked for are ignored, and words cannot be empty. */
    private static final int LENIENT_WORDS = 15;

    private TsVectorFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("length(tsvector)", a -> ((PgTsVector) a).size());
        to.unary("strip(tsvector)", a -> stripped((PgTsVector) a));
        to.bound("setweight(tsvector,char)", site -> (Body.Binary) (a, b) -> {
            int weight = TsWeight.of((int) b, site.session());
            return reweighted((PgTsVector) a, weight, index -> true);
        });
        to.bound("setweight(tsvector,char,text[])", site -> (Body.Ternary) (a, b, c) -> {
            int weight = TsWeight.among((int) b, site.session());
            var vector = (PgTsVector) a;
            var words = words(site, (PgArray) c);
            return reweighted(vector, weight, index -> words.contains(vector.word(index)));
        });
        to.binary("tsvector_concat(tsvector,tsvector)", (a, b) -> TsConcatenation.of((PgTsVector) a, (PgTsVector) b));
        to.bound("array_to_tsvector(text[])", site -> (Body.Unary) a -> ofWords(site, (PgArray) a));
        to.unary("tsvector_to_array(tsvector)", a -> PgArray.of((Object[]) wordsOf((PgTsVector) a)));
        to.binary("ts_delete(tsvector,text)", (a, b) -> without((PgTsVector) a, Set.of((String) b)));
        to.bound("ts_delete(tsvector,text[])", site ->
                (Body.Binary) (a, b) -> without((PgTsVector) a, words(site, (PgArray) b)));
        to.bound("ts_filter(tsvector,char[])", site ->
                (Body.Binary) (a, b) -> filtered((PgTsVector) a, (PgArray) b, site.session()));
    }

    static void registerSets(FunctionRegistry.Registrar to) {
        to.unary("unnest(tsvector)", a -> rows((PgTsVector) a));
    }

    private static String[] wordsOf(PgTsVector vector) {
        var words = new String[vector.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = vector.word(i);
        }
        return words;
    }

    private static PgTsVector stripped(PgTsVector vector) {
        return PgTsVector.of(wordsOf(vector), new char[vector.size()][]);
    }

    private static PgTsVector reweighted(PgTsVector vector, int weight, IntPredicate isMeant) {
        var positions = new char[vector.size()][];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = vector.entries(i);
            if (isMeant.test(i)) {
                positions[i] = positions[i].clone();
                for (int j = 0; j < positions[i].length; j++) {
                    positions[i][j] = PgTsVector.entry(PgTsVector.position(positions[i][j]), weight);
                }
            }
        }
        return PgTsVector.of(wordsOf(vector), positions);
    }

    /** Words to look for. */
    private static Set<String> words(CallSite site, PgArray array) {
        var words = new HashSet<String>();
        for (var word : array.elements()) {
            if (word != null) {
                words.add((String) word);
            } else if (!site.session().since(LENIENT_WORDS)) {
                throw nullWord();
            }
        }
        return words;
    }

    private static SqlError nullWord() {
        return new SqlError("22004", "lexeme array may not contain nulls");
    }

    private static PgTsVector ofWords(CallSite site, PgArray array) {
        var words = new TreeSet<String>(PgChars::compareBytewise);
        for (var element : array.elements()) {
            if (element == null) {
                throw nullWord();
            }
            var word = (String) element;
            if (word.isEmpty() && site.session().since(LENIENT_WORDS)) {
                throw new SqlError("2200F", "lexeme array may not contain empty strings");
            }
            words.add(word);
        }
        var vector = PgTsVector.of(words.toArray(new String[0]), new char[words.size()][]);
        // PostgreSQL does not check this, and makes other words of such.
        if (vector.dataSize() > PgTsVector.LARGEST_SIZE
                || words.stream().anyMatch(word -> PgChars.utf8(word).length > PgTsVector.LONGEST_WORD)) {
            throw SqlError.notSupported("the words are too long for a tsvector");
        }
        return vector;
    }

    private static PgTsVector without(PgTsVector vector, Set<String> words) {
        var kept = new ArrayList<String>();
        var positions = new ArrayList<char[]>();
        for (int i = 0; i < vector.size(); i++) {
            if (!words.contains(vector.word(i))) {
                kept.add(vector.word(i));
                positions.add(vector.entries(i));
            }
        }
        return vector(kept, positions);
    }

    /** Only the positions with one of the weights, and only the words that have some. */
    private static PgTsVector filtered(PgTsVector vector, PgArray letters, SessionSettings session) {
        int weights = 0;
        for (var letter : letters.elements()) {
            if (letter == null) {
                throw new SqlError("22004", "weight array may not contain nulls");
            }
            weights |= 1 << TsWeight.ofFilter((int) letter, session);
        }
        var kept = new ArrayList<String>();
        var positions = new ArrayList<char[]>();
        for (int i = 0; i < vector.size(); i++) {
            var wanted = TsMatch.weighted(vector.entries(i), weights);
            if (wanted.length > 0) {
                kept.add(vector.word(i));
                positions.add(wanted);
            }
        }
        return vector(kept, positions);
    }

    private static PgTsVector vector(List<String> words, List<char[]> positions) {
        return PgTsVector.of(words.toArray(new String[0]), positions.toArray(new char[0][]));
    }

    private static RowSet rows(PgTsVector vector) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < vector.size(); i++) {
            var entries = vector.entries(i);
            var positions = new Object[entries.length];
            var weights = new Object[entries.length];
            for (int j = 0; j < entries.length; j++) {
                positions[j] = PgTsVector.position(entries[j]);
                weights[j] = TsWeight.letter(PgTsVector.weight(entries[j]));
            }
            boolean known = entries.length > 0;
            rows.add(new Row(vector.word(i), known ? PgArray.of(positions) : null, known ? PgArray.of(weights) : null));
        }
        return rows::iterator;
    }
}
