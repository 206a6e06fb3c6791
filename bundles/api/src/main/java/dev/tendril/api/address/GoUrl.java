package dev.tendril.api.address;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A URL taken apart as Go's {@code net/url} does it, as far as node addresses need it (wire.md
 * 1.4). {@code java.net.URI} follows another standard and disagrees on many addresses.
 *
 * @param scheme in lower case; empty when there is none
 * @param opaque what follows the scheme when that is no {@code /}; else empty
 * @param user decoded, without password; empty when there is none
 * @param host decoded, with brackets and {@code :port} as they stand
 * @param path decoded
 * @param query as it stands
 * @param fragment decoded
 */
record GoUrl(
        String scheme,
        String opaque,
        String user,
        String host,
        String path,
        String query,
        String fragment) {

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");

    static GoUrl parse(String text) throws AddressFormatException {
        var hash = text.indexOf('#');
        var body = hash < 0 ? text : text.substring(0, hash);
        var fragment = hash < 0 ? "" : PercentText.decode(text.substring(hash + 1), text);
        if (body.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new AddressFormatException("address has a control character", text);
        }
        if (body.startsWith(":")) {
            throw new AddressFormatException("address has an empty scheme", text);
        }
        var matcher = SCHEME.matcher(body);
        var scheme = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        var rest = scheme.isEmpty() ? body : body.substring(matcher.end());
        var mark = rest.indexOf('?');
        var query = mark < 0 ? "" : rest.substring(mark + 1);
        return parseRest(scheme, mark < 0 ? rest : rest.substring(0, mark), query, fragment, text);
    }

    private static GoUrl parseRest(
            String scheme, String rest, String query, String fragment, String text)
            throws AddressFormatException {
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new GoUrl(scheme, rest, "", "", "", query, fragment);
            }
            if (firstSegment(rest).indexOf(':') >= 0) {
                throw new AddressFormatException("address has a colon but no scheme", text);
            }
        }
        if (!rest.startsWith("//") || (scheme.isEmpty() && rest.startsWith("///"))) {
            var path = PercentText.decode(rest, text);
            return new GoUrl(scheme, "", "", "", path, query, fragment);
        }
        var authority = firstSegment(rest.substring(2));
        var path = PercentText.decode(rest.substring(2 + authority.length()), text);
        var at = authority.lastIndexOf('@');
        var user = at < 0 ? "" : user(authority.substring(0, at), text);
        var host = host(authority.substring(at + 1), text);
        return new GoUrl(scheme, "", user, host, path, query, fragment);
    }

    private static String firstSegment(String path) {
        var slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static String user(String userInfo, String text) throws AddressFormatException {
        if (!USER_INFO.matcher(userInfo).matches()) {
            throw new AddressFormatException("node id has a character that ids lack", text);
        }
        var colon = userInfo.indexOf(':');
        if (colon >= 0) {
            var password = userInfo.substring(colon + 1);
            PercentText.decode(password, text);
        }
        return PercentText.decode(colon < 0 ? userInfo : userInfo.substring(0, colon), text);
    }

    private static String host(String host, String text) throws AddressFormatException {
        int end;
        if (host.startsWith("[")) {
            end = host.lastIndexOf(']') + 1;
            if (end == 0) {
                throw new AddressFormatException("brackets of the host do not match", text);
            }
        } else {
            end = host.lastIndexOf(':') < 0 ? host.length() : host.lastIndexOf(':');
        }
        if (!PORT.matcher(host.substring(end)).matches()) {
            throw new AddressFormatException("port is not a number", text);
        }
        return PercentText.decodeHost(host, text);
    }
}
