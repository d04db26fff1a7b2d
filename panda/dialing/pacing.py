"""A token bucket as a value: how often the carrier may be asked to dial."""

from __future__ import annotations

from dataclasses import dataclass, replace

_EXACT = 1e-9
"""Floating sums of seconds come this close to a whole token without reaching it."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """`rate` tokens a second, at most `burst` of them saved up.

    Twilio places one call a second by default and queues the rest (PROTOCOLS B3): a
    call in its queue cannot be told from a lost one, so we never let one get there.

    Example:
        >>> bucket = Bucket(rate=1.0)
        >>> bucket, wait_s = bucket.take(now_s=100.0)
        >>> wait_s
        0.0
        >>> bucket.take(now_s=100.25)[1]
        0.75
    """

    rate: float
    """Tokens a second."""
    burst: float = 1.0
    tokens: float = 1.0
    at_s: float = float("-inf")
    """When `tokens` was true, monotonic seconds."""

    def filled(self, now_s: float) -> Bucket:
        """Return the bucket as it stands at `now_s`; time that goes back adds none."""
        if self.at_s == float("-inf"):
            return replace(self, at_s=now_s)
        gained = max(0.0, now_s - self.at_s) * self.rate
        return replace(self, tokens=min(self.burst, self.tokens + gained), at_s=now_s)

    def take(self, now_s: float) -> tuple[Bucket, float]:
        """Take a token; if there is none, return how many seconds to wait instead."""
        bucket = self.filled(now_s)
        if bucket.tokens >= 1 - _EXACT:
            return replace(bucket, tokens=max(0.0, bucket.tokens - 1)), 0.0
        return bucket, (1 - bucket.tokens) / bucket.rate

    def ready(self, now_s: float) -> int:
        """Count the tokens that can be taken now."""
        return int(self.filled(now_s).tokens + _EXACT)
