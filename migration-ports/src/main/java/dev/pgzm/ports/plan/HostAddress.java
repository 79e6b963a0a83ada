package dev.pgzm.ports.plan;

/** One server address of a connection URL; an IPv6 host is held without its brackets. */
public record HostAddress(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
