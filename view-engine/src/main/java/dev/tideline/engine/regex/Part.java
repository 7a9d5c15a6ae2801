package dev.tideline.engine.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * A node of the tree that tells, once a match is found, which texts its groups took. Where groups, back references and conflicting
 * preferences are absent, whole sub-expressions are one {@link Kind#PLAIN} node.
 */
final class Part {

    /** What a node is made of. */
    enum Kind {
        /** Nothing of interest inside. */
        PLAIN,
        /** A repeated text of a group. */
        BACK_REFERENCE,
        /** Two parts, one after the other. */
        SEQUENCE,
        /** The first of its children that fits. */
        CHOICE,
        /** One child, several times. */
        ITERATION,
        /** A second group around its child. */
        GROUP
    }

    static final int LONGER = 1;
    static final int SHORTER = 2;
    static final int MIXED = 4;
    static final int CAPTURES = 8;
    static final int REFERS_BACK = 16;

    Kind kind;
    int flags;
    Language language;
    final List<Part> children = new ArrayList<>();
    int group;
    int reference;
    int least = 1;
    int most = 1;
    /** The automaton of the language, made when first needed. */
    Automaton automaton;

    Part(Kind kind, int flags, Language language) {
        this.kind = kind;
        this.flags = flags;
        this.language = language;
    }

    boolean prefersShorter() {
        return (flags & SHORTER) != 0;
    }

    /** The flags that a node hands to the one above. */
    static int upward(int flags) {
        boolean conflict = (flags & LONGER) != 0 && (flags & SHORTER) != 0;
        return flags & (MIXED | CAPTURES | REFERS_BACK) | (conflict ? MIXED : 0);
    }

    static boolean needsTree(int flags) {
        return (flags & (MIXED | CAPTURES | REFERS_BACK)) != 0;
    }

    static int preference(int flags) {
        return flags & (LONGER | SHORTER);
    }

    /** The flags of a node over two others; the first one's preference counts, if it has any. */
    static int combined(int first, int second) {
        int preferred = preference(first) != 0 ? preference(first) : preference(second);
        return upward(first | second) | preferred;
    }
}
