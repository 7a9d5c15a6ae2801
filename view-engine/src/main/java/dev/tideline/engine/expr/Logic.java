package dev.tideline.engine.expr;

import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.List;

/** Three-valued logic and the expressions that evaluate their arguments lazily. */
final class Logic {

    private Logic() {}

    static Evaluator and(List<Evaluator> all) {
        return connect(all, false);
    }

    static Evaluator or(List<Evaluator> all) {
        return connect(all, true);
    }

    /** {@code decisive}: the value that decides alone, false for AND and true for OR. */
    private static Evaluator connect(List<Evaluator> all, boolean decisive) {
        var kept = new ArrayList<Evaluator>();
        for (var each : all) {
            if (Constants.is(each, decisive)) {
                return new Constants.Known(decisive);
            }
            if (!Constants.is(each, !decisive)) {
                kept.add(each);
            }
        }
        if (kept.isEmpty()) {
            return new Constants.Known(!decisive);
        }
        if (kept.size() == 1) {
            return kept.get(0);
        }
        if (kept.stream().allMatch(Constants::isNull)) {
            return new Constants.Known(null);
        }
        var terms = kept.toArray(new Evaluator[0]);
        return terms.length == 2 ? connectTwo(terms[0], terms[1], decisive) : connectMany(terms, decisive);
    }

    private static Evaluator connectTwo(Evaluator first, Evaluator second, boolean decisive) {
        return row -> {
            var left = first.evaluate(row);
            if (left != null && (boolean) left == decisive) {
                return left;
            }
            var right = second.evaluate(row);
            if (right != null && (boolean) right == decisive) {
                return right;
            }
            return left == null || right == null ? null : left;
        };
    }

    private static Evaluator connectMany(Evaluator[] terms, boolean decisive) {
        Boolean decided = decisive;
        Boolean undecided = !decisive;
        return row -> {
            boolean unknown = false;
            for (var term : terms) {
                var value = term.evaluate(row);
                if (value == null) {
                    unknown = true;
                } else if ((boolean) value == decisive) {
                    return decided;
                }
            }
            return unknown ? null : undecided;
        };
    }

    static Evaluator not(Evaluator argument) {
        return folded(
                row -> {
                    var value = argument.evaluate(row);
                    return value == null ? null : (Object) !(boolean) value;
                },
                argument);
    }

    static Evaluator isNull(Evaluator argument, boolean negated) {
        return folded(row -> argument.evaluate(row) == null != negated, argument);
    }

    static Evaluator rowIsNull(Evaluator argument, boolean negated) {
        return folded(
                row -> {
                    var value = (Row) argument.evaluate(row);
                    if (value == null) {
                        return !negated;
                    }
                    for (int i = 0; i < value.size(); i++) {
                        if (value.get(i) == null == negated) {
                            return false;
                        }
                    }
                    return true;
                },
                argument);
    }

    static Evaluator test(Evaluator argument, Boolean tested, boolean negated) {
        return folded(
                row -> {
                    var value = argument.evaluate(row);
                    boolean holds = tested == null ? value == null : tested.equals(value);
                    return holds != negated;
                },
                argument);
    }

    static Evaluator coalesce(List<Evaluator> all) {
        var kept = new ArrayList<Evaluator>();
        for (var each : all) {
            if (!Constants.isNull(each)) {
                kept.add(each);
            }
            if (Constants.isKnown(each) && !Constants.isNull(each)) {
                break;
            }
        }
        if (kept.isEmpty()) {
            return new Constants.Known(null);
        }
        if (kept.size() == 1) {
            return kept.get(0);
        }
        var arguments = kept.toArray(new Evaluator[0]);
        return row -> {
            for (var argument : arguments) {
                var value = argument.evaluate(row);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    static Evaluator branches(List<Evaluator> conditions, List<Evaluator> results, Evaluator otherwise) {
        var keptConditions = new ArrayList<Evaluator>();
        var keptResults = new ArrayList<Evaluator>();
        var last = otherwise;
        for (int i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            if (Constants.is(condition, true)) {
                last = results.get(i);
                break;
            }
            if (!Constants.isKnown(condition)) {
                keptConditions.add(condition);
                keptResults.add(results.get(i));
            }
        }
        if (keptConditions.isEmpty()) {
            return last;
        }
        var whens = keptConditions.toArray(new Evaluator[0]);
        var thens = keptResults.toArray(new Evaluator[0]);
        var otherwiseKept = last;
        return row -> {
            for (int i = 0; i < whens.length; i++) {
                if (Boolean.TRUE.equals(whens[i].evaluate(row))) {
                    return thens[i].evaluate(row);
                }
            }
            return otherwiseKept.evaluate(row);
        };
    }

    private static Evaluator folded(Evaluator evaluator, Evaluator argument) {
        return Constants.isKnown(argument) ? Constants.fold(() -> evaluator.evaluate(Row.EMPTY)) : evaluator;
    }
}
