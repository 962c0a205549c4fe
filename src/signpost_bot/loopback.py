"""Hosts that are this machine itself: only there a connection in the clear is nobody's business."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether this name or address is the machine itself: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
