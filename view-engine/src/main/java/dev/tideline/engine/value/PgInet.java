package dev.tideline.engine.value;

import java.util.Arrays;

/**
 * A value of inet or cidr: an IPv4 or IPv6 address and the length of its network prefix. Ordered as PostgreSQL does: by family, network,
 * prefix length, and then the whole address; values that are equal are identical.
 */
public final class PgInet implements Comparable<PgInet> {

    private final byte[] address;
    private final int bits;

    /** @param address 4 or 16 bytes, which nobody changes any more */
    public PgInet(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** The bytes themselves, not a copy: do not change them. */
    public byte[] address() {
        return address;
    }

    /** Length of the network prefix. */
    public int bits() {
        return bits;
    }

    /** Length of an address of this family: 32 or 128. */
    public int maximumBits() {
        return address.length * 8;
    }

    public boolean isVersion4() {
        return address.length == 4;
    }

    public boolean sameFamily(PgInet other) {
        return address.length == other.address.length;
    }

    /** The same address with another prefix. */
    public PgInet withBits(int newBits) {
        return new PgInet(address, newBits);
    }

    /** The first {@code count} bits, followed by zeros, with that length of prefix. */
    public PgInet network(int count) {
        return new PgInet(masked(address, count), count);
    }

    private static byte[] masked(byte[] address, int count) {
        var masked = new byte[address.length];
        System.arraycopy(address, 0, masked, 0, (count + 7) / 8);
        if (count % 8 != 0) {
            masked[count / 8] &= (byte) (0xFF << 8 - count % 8);
        }
        return masked;
    }

    /** How many of the first {@code limit} bits are the same in both. */
    public int commonBits(PgInet other, int limit) {
        int common = 0;
        while (common < limit && bit(common) == other.bit(common)) {
            common++;
        }
        return common;
    }

    private int bit(int position) {
        return address[position / 8] >> 7 - position % 8 & 1;
    }

    /** Whether no bit is set behind the prefix. */
    boolean isNetwork() {
        return Arrays.equals(address, masked(address, bits));
    }

    @Override
    public int compareTo(PgInet other) {
        if (!sameFamily(other)) {
            return isVersion4() ? -1 : 1;
        }
        int shared = Math.min(bits, other.bits);
        int networks = Arrays.compareUnsigned(masked(address, shared), masked(other.address, shared));
        if (networks != 0) {
            return networks;
        }
        return bits != other.bits ? Integer.compare(bits, other.bits) : Arrays.compareUnsigned(address, other.address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PgInet that && bits == that.bits && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + bits;
    }

    @Override
    public String toString() {
        return InetText.print(this, true);
    }
}
