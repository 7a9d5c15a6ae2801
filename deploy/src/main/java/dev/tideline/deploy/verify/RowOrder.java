package dev.tideline.deploy.verify;

/** The order in which the servers sort: NULL first, then by the bytes of UTF-8, which is the order of code points. */
final class RowOrder {

    private RowOrder() {}

    /** Compares the first {@code keys} values of two rows. */
    static int compare(String[] left, String[] right, int keys) {
        for (int column = 0; column < keys; column++) {
            int order = compare(left[column], right[column]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static int compare(String left, String right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? -1 : 1;
        }
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean oneIsBeyondTheBasicPlane = Character.isSurrogate(a) != Character.isSurrogate(b);
                return oneIsBeyondTheBasicPlane ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
