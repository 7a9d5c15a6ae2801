package dev.tideline.engine.function;

import dev.tideline.engine.value.PgInet;

/** Values of the network address types: few networks, so that some contain one another, and extremes. */
final class NetworkSamples {

    private NetworkSamples() {}

    static PgInet inet(Samples samples) {
        var address = new byte[samples.chance(3) ? 16 : 4];
        int kind = samples.below(6);
        for (int i = 0; i < address.length; i++) {
            boolean end = i >= address.length - 2;
            address[i] = (byte)
                    switch (kind) {
                        case 0 -> 0;
                        case 1 -> 0xFF;
                        case 2 -> samples.below(256);
                        case 3 -> end ? samples.below(256) : samples.chance(2) ? 0 : samples.below(3);
                        default -> i == 0 ? 10 : end ? samples.below(2) * 128 + samples.below(2) : 0;
                    };
        }
        if (address.length == 16 && samples.chance(4)) {
            address[10] = (byte) 0xFF;
            address[11] = (byte) 0xFF;
        }
        int maximum = address.length * 8;
        return new PgInet(
                address,
                switch (samples.below(4)) {
                    case 0 -> maximum;
                    case 1 -> samples.below(maximum + 1);
                    default -> samples.below(maximum / 8 + 1) * 8;
                });
    }

    static PgInet cidr(Samples samples) {
        var inet = inet(samples);
        return inet.network(inet.bits());
    }

    static Long mac(Samples samples, int bytes) {
        long value = 0;
        boolean ends = samples.chance(3);
        for (int i = 0; i < bytes; i++) {
            int octet = ends ? samples.below(2) * 255 : samples.below(256);
            boolean middle = bytes == 8 && (i == 3 || i == 4);
            value = value << 8 | (middle && !samples.chance(3) ? (i == 3 ? 0xFF : 0xFE) : octet);
        }
        return value;
    }
}
