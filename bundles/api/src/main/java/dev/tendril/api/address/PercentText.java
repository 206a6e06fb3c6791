package dev.tendril.api.address;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent escapes of URLs, by Go's rules. Other than Go's, bytes that are no UTF-8 are refused: no
 * text could show them.
 */
final class PercentText {

    private static final String PLAIN_IN_PATH = "-_.~$&+,/:;=@";
    private static final String PLAIN_IN_HOST = "-_.~!$&'()*+,;=:[]<>\"";
    private static final int ESCAPE_LENGTH = 3;

    private PercentText() {}

    /** {@code escaped} without escapes; {@code text} is what a failure shows. */
    static String decode(String escaped, String text) throws AddressFormatException {
        return decode(escaped, false, text);
    }

    /** As {@link #decode}, where ASCII is hardly ever escaped and few characters are allowed. */
    static String decodeHost(String escaped, String text) throws AddressFormatException {
        return decode(escaped, true, text);
    }

    private static String decode(String escaped, boolean host, String text)
            throws AddressFormatException {
        var source = escaped.getBytes(StandardCharsets.UTF_8);
        var plain = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '%') {
                plain.write(escapedByte(source, i, host, text));
                i += ESCAPE_LENGTH - 1;
            } else {
                if (host && source[i] >= 0 && !isPlain(source[i], PLAIN_IN_HOST)) {
                    throw new AddressFormatException("host has a character that hosts lack", text);
                }
                plain.write(source[i]);
            }
        }
        return utf8(plain.toByteArray(), text);
    }

    private static int escapedByte(byte[] source, int at, boolean host, String text)
            throws AddressFormatException {
        if (at + ESCAPE_LENGTH > source.length
                || !HexFormat.isHexDigit(source[at + 1])
                || !HexFormat.isHexDigit(source[at + 2])) {
            throw new AddressFormatException("percent escape is not two hex digits", text);
        }
        var value =
                HexFormat.fromHexDigit(source[at + 1]) << 4
                        | HexFormat.fromHexDigit(source[at + 2]);
        if (host && value < 0x80 && value != '%') {
            throw new AddressFormatException("host has an escaped ASCII character", text);
        }
        return value;
    }

    private static String utf8(byte[] bytes, String text) throws AddressFormatException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new AddressFormatException("percent escapes are not UTF-8", text);
        }
    }

    static String encodePath(String path) {
        return encode(path, PLAIN_IN_PATH);
    }

    static String encodeHost(String host) {
        return encode(host, PLAIN_IN_HOST);
    }

    private static String encode(String plain, String unescaped) {
        var escaped = new StringBuilder();
        for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b, unescaped)) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return escaped.toString();
    }

    /** Whether a host may have this character, unescaped or not. */
    static boolean isHostCharacter(int c) {
        return c >= 0x80 || c == '%' || isPlain(c, PLAIN_IN_HOST);
    }

    private static boolean isPlain(int c, String others) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c > 0 && others.indexOf(c) >= 0);
    }
}
