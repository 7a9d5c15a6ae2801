package dev.tideline.engine.value;

import java.util.ArrayDeque;
import java.util.Deque;

/** Reads a tsquery by the priorities of its operators; all but NOT group from the left. */
final class TsQueryParser {

    /** Operators that may wait for their right operands at once. */
    private static final int MOST_WAITING = 32;

    /** How deep parts may be nested. */
    private static final int MAX_DEPTH = 2_000;

    /** Bytes of all words, with a zero behind each, up to the last word. */
    private static final int LARGEST_SIZE = (1 << 20) - 1;

    private static final int MODIFIERS_FROM_A = 3;

    /** An operator that waits for its right operand; {@code priority} tells which it is. */
    private record Waiting(int priority, int distance) {}

    private final String text;
    private final LexemeScanner scanner;
    private final boolean printed;
    private final Deque<TsNode> operands = new ArrayDeque<>();
    private int depth;
    private int bytes;
    private boolean first = true;

    private TsQueryParser(String text, boolean printed, boolean asciiSpaces) {
        this.text = text;
        this.scanner = new LexemeScanner(text, true, printed, asciiSpaces);
        this.printed = printed;
    }

    /** @throws SqlError as PostgreSQL's input function reports it */
    static PgTsQuery read(String text, SessionSettings session) {
        return PgTsQuery.of(new TsQueryParser(text, false, session.since(18)).whole());
    }

    /** The root of what PostgreSQL has printed. */
    static TsNode ofPrinted(String text) {
        return new TsQueryParser(text, true, true).whole();
    }

    private TsNode whole() {
        level();
        return operands.peek();
    }

    /** What stands in one pair of parentheses, or in none. */
    private void level() {
        if (++depth > MAX_DEPTH) {
            throw new SqlError("54001", "stack depth limit exceeded");
        }
        var waiting = new ArrayDeque<Waiting>();
        boolean more = true;
        while (more && operand(waiting)) {
            more = operator(waiting);
        }
        apply(waiting, TsQueryText.OR);
        depth--;
    }

    /** Reads NOTs and what they stand before; false if there is nothing at all. */
    private boolean operand(Deque<Waiting> waiting) {
        while (true) {
            char c = scanner.peek();
            if (c == '!') {
                advance();
                push(waiting, new Waiting(TsQueryText.NOT, 0));
            } else if (c == '(') {
                advance();
                level();
                return true;
            } else if (c == ':') {
                throw scanner.syntaxError();
            } else if (scanner.atSpace()) {
                scanner.moveTo(scanner.at() + 1);
            } else if (scanner.next()) {
                first = false;
                word();
                return true;
            } else if (first) {
                return false;
            } else {
                throw new SqlError("42601", "no operand in tsquery: \"" + text + "\"");
            }
        }
    }

    private void advance() {
        scanner.moveTo(scanner.at() + 1);
        first = false;
    }

    private void word() {
        var word = scanner.word();
        int length = PgChars.utf8(word).length;
        if (length > PgTsVector.LONGEST_WORD && !printed) {
            throw new SqlError("54000", "word is too long in tsquery: \"" + text + "\"");
        }
        if (bytes >= LARGEST_SIZE) {
            throw new SqlError("54000", "value is too big in tsquery: \"" + text + "\"");
        }
        bytes += length + 1;
        int weights = 0;
        boolean prefix = false;
        if (scanner.peek() == ':') {
            advance();
            for (int found = modifier(); found >= 0; found = modifier()) {
                weights |= found <= MODIFIERS_FROM_A ? 1 << found : 0;
                prefix |= found > MODIFIERS_FROM_A;
                advance();
            }
        }
        operands.push(new TsNode.Operand(word, weights, prefix));
    }

    /** The number of a weight's bit; 4 for a prefix, -1 for neither. */
    private int modifier() {
        char c = scanner.peek();
        return c == 0 ? -1 : "dcba*".indexOf(PgChars.toLower(c));
    }

    /** Reads what is behind an operand; false at the end of the level. */
    private boolean operator(Deque<Waiting> waiting) {
        while (scanner.atSpace()) {
            scanner.moveTo(scanner.at() + 1);
        }
        switch (scanner.peek()) {
            case '&' -> {
                advance();
                binary(waiting, new Waiting(TsQueryText.AND, 0));
                return true;
            }
            case '|' -> {
                advance();
                binary(waiting, new Waiting(TsQueryText.OR, 0));
                return true;
            }
            case '<' -> {
                binary(waiting, new Waiting(TsQueryText.PHRASE, distance()));
                return true;
            }
            case ')' -> {
                advance();
                if (depth == 1) {
                    throw scanner.syntaxError();
                }
                return false;
            }
            default -> {
                if (scanner.peek() != 0 || depth > 1) {
                    throw scanner.syntaxError();
                }
                return false;
            }
        }
    }

    /** {@code <->} or {@code <N>}, which may not be the end of the text. */
    private int distance() {
        advance();
        long distance = 1;
        if (scanner.peek() == '-') {
            advance();
        } else {
            if (!PgChars.isDigit(scanner.peek())) {
                throw scanner.syntaxError();
            }
            distance = 0;
            for (; PgChars.isDigit(scanner.peek()); advance()) {
                distance = Math.min(distance * 10 + scanner.peek() - '0', Integer.MAX_VALUE);
            }
            PgTsQuery.checkDistance(distance);
        }
        if (scanner.peek() != '>' || scanner.at() + 1 >= text.length()) {
            throw scanner.syntaxError();
        }
        advance();
        return (int) distance;
    }

    private void binary(Deque<Waiting> waiting, Waiting operator) {
        apply(waiting, operator.priority());
        push(waiting, operator);
    }

    private void push(Deque<Waiting> waiting, Waiting operator) {
        if (waiting.size() == MOST_WAITING && !printed) {
            throw new SqlError("XX000", "tsquery stack too small");
        }
        waiting.push(operator);
    }

    /** Applies what binds at least as tightly as the operator that comes. */
    private void apply(Deque<Waiting> waiting, int priority) {
        while (!waiting.isEmpty() && waiting.peek().priority() >= priority) {
            var operator = waiting.pop();
            var right = operands.pop();
            operands.push(
                    switch (operator.priority()) {
                        case TsQueryText.NOT -> new TsNode.Not(right);
                        case TsQueryText.AND -> TsNode.and(operands.pop(), right);
                        case TsQueryText.OR -> TsNode.or(operands.pop(), right);
                        default -> new TsNode.Phrase(operator.distance(), operands.pop(), right);
                    });
        }
    }
}
