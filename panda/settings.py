"""All settings, read from the environment once, checked, and passed on as a value.

Nothing else reads the environment. Secrets are here too, so this value is never logged
and never an argument of an actor: each process reads its own environment.
"""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from panda.alerts.thresholds import Thresholds, read_pairs
from panda.errors import BadInput
from panda.observe.logs import Form, Level
from panda.operator.lease import IfLost
from panda.operator.phones import Phone, listed as listed_phones
from panda.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Mapping

Carried = Literal["in-band", "update", "dial"]
"""What an installation may offer to carry keys (`panda.menu.menu.Transport`)."""


def _listed(given: object) -> object:
    """Take a list as the environment has it."""
    return (
        [one.strip() for one in given.split(",")] if isinstance(given, str) else given
    )


def _paired(given: object) -> object:
    """Take thresholds as the environment has them: `hold_s=300,gaps=0`."""
    return read_pairs(given.split(",")) if isinstance(given, str) else given


class Settings(BaseModel):
    """One installation; each field is the variable of its `alias`."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    # --- Twilio
    twilio_account_sid: str = Field(alias="TWILIO_ACCOUNT_SID", min_length=1)
    twilio_auth_token: str = Field(alias="TWILIO_AUTH_TOKEN", min_length=1, repr=False)
    twilio_from: str = Field(alias="TWILIO_FROM_NUMBER", pattern=r"^\+[1-9]\d{6,14}$")
    """The verified number we call from, E.164."""
    twilio_api_url: str = Field(
        default="https://api.twilio.com", alias="TWILIO_API_URL"
    )
    """Where Twilio's REST API is; a simulator's address for offline use."""

    # --- OpenAI
    openai_api_key: str = Field(alias="OPENAI_API_KEY", min_length=1, repr=False)
    openai_base_url: str = Field(
        default="https://api.openai.com/v1", alias="OPENAI_BASE_URL"
    )
    """The SDK's own variable: ends in ``/v1``; the Realtime URL follows from it."""
    realtime_model: str = Field(default="gpt-realtime-2.1", alias="PANDA_VOICE_MODEL")
    reasoner_model: str = Field(default="gpt-5-mini", alias="PANDA_REASONER_MODEL")
    transcription_model: str = Field(
        default="gpt-4o-mini-transcribe", alias="PANDA_TRANSCRIPTION_MODEL"
    )
    voice: str = Field(default="marin", alias="PANDA_VOICE")

    # --- this installation
    public_url: str = Field(alias="PANDA_PUBLIC_URL", pattern=r"^https?://[^/]+$")
    """How the carrier reaches our front door; signatures are checked against it."""
    front_host: str = Field(default="127.0.0.1", alias="PANDA_FRONT_HOST")
    """Address the front door listens at; TLS ends in front of it."""
    front_port: int = Field(default=8700, alias="PANDA_FRONT_PORT", ge=0, le=65535)
    serve_port: int = Field(default=8701, alias="PANDA_SERVE_PORT", ge=0, le=65535)
    """Loopback port of Ray Serve behind the front door."""
    api_token: str = Field(alias="PANDA_API_TOKEN", min_length=16, repr=False)
    signing_key: str = Field(alias="PANDA_SIGNING_KEY", min_length=16, repr=False)
    private_key: str = Field(
        default="", alias="PANDA_PRIVATE_KEY", pattern=r"^(.{16,})?$", repr=False
    )
    """Seals what campaigns may give of people's data; without it, none can."""
    data_dir: str = Field(default="var", alias="PANDA_DATA_DIR")
    run_dir: str = Field(default="/tmp/panda", alias="PANDA_RUN_DIR")  # noqa: S108
    """Unix sockets of the call actors of this node; short, for sun_path's 108 bytes."""
    metrics_port: int = Field(default=0, alias="PANDA_METRICS_PORT", ge=0, le=65535)
    """Where Ray's exporter listens, on every address of the machine; 0 is any port."""
    log: Form = Field(default="text", alias="PANDA_LOG")
    """How log lines are written: for people, or as JSON."""
    log_level: Level = Field(default="warning", alias="PANDA_LOG_LEVEL")
    """From where on; at `info` every event of a call is a line, without its words."""
    log_file: str = Field(default="", alias="PANDA_LOG_FILE")
    """Where lines of all processes go instead of to their standard error."""
    traces_to: str = Field(
        default="", alias="OTEL_EXPORTER_OTLP_ENDPOINT", pattern=r"^(https?://.+)?$"
    )
    """Who collects traces of calls, by OTLP over HTTP; without it none are made."""
    clock_start: AwareDatetime | None = Field(default=None, alias="PANDA_CLOCK_START")
    """Wall time the installation starts at; allowed only on a simulated network."""
    clock_started_at: float = Field(default=0.0, alias="PANDA_CLOCK_STARTED_AT")
    """Real Unix time at which `clock_start` was set, so that all processes agree."""
    supervisors: int = Field(default=2, alias="PANDA_SUPERVISORS", ge=1, le=64)
    spares: int = Field(default=2, alias="PANDA_SPARES", ge=0, le=64)
    max_calls: int = Field(default=10, alias="PANDA_MAX_CALLS", ge=1, le=500)
    """Calls at a time, over all campaigns."""
    transports: Annotated[tuple[Carried, ...], BeforeValidator(_listed)] = Field(
        default=("in-band", "update"), alias="PANDA_KEYS", min_length=1
    )
    """What may carry keys to a business, separated by commas; see
    `panda.menu.escalation` for the order in which they are tried."""
    operator_lost: IfLost = Field(default="ai", alias="PANDA_OPERATOR_LOST")
    """What becomes of a call whose operator is lost: the AI goes on (`ai`), music plays
    for half a minute first (`hold`), or the AI says goodbye (`end`)."""
    webhook_nets: Annotated[
        tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_listed)
    ] = Field(default=(), alias="PANDA_WEBHOOK_NETS")
    """Networks of our own in which webhooks' endpoints may be, separated by commas;
    otherwise they are in the public internet."""
    transfer_phones: Annotated[tuple[Phone, ...], BeforeValidator(listed_phones)] = (
        Field(default=(), alias="PANDA_TRANSFER_PHONES", max_length=100, repr=False)
    )
    """Operators' telephones that calls may be put through to: `Ann=+1…, desk=+1…`."""
    dashboard_origins: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field(
        default=("http://127.0.0.1:8501", "http://localhost:8501"),
        alias="PANDA_DASHBOARD_ORIGINS",
    )
    """Where pages may come from that connect a browser to a call, separated by commas;
    `PANDA_PUBLIC_URL` always may."""
    alerts: Annotated[Thresholds, BeforeValidator(_paired)] = Field(
        default=Thresholds(), alias="PANDA_ALERTS"
    )
    """From where on operators are told, as `hold_s=300,gaps=0`, separated by commas;
    0 is never."""
    keep_audio_days: int = Field(default=0, alias="PANDA_KEEP_AUDIO_DAYS", ge=0, le=365)
    """How long the sound of calls is kept that campaigns record; at 0 none is."""
    home_state: str = Field(
        default="", alias="PANDA_HOME_STATE", pattern=r"^([A-Z]{2})?$"
    )
    """In which state those live for whom is called, as "TX"; see
    `panda.compliance.parties`."""
    plugins: str = Field(default="", alias="PANDA_PLUGINS")
    """The file that says which plugins may run; none if empty."""
    calendar_url: str = Field(
        default="", alias="PANDA_CALENDAR_URL", pattern=r"^(https?://[^/]+/.*)?$"
    )
    """One calendar of the user's on a CalDAV server; none is read or written if
    empty."""
    calendar_user: str = Field(default="", alias="PANDA_CALENDAR_USER")
    calendar_password: str = Field(
        default="", alias="PANDA_CALENDAR_PASSWORD", repr=False
    )
    calendar_zone: str = Field(default="UTC", alias="PANDA_CALENDAR_ZONE")
    """The user's own time zone: what their whole days are by."""
    calls_per_second: float = Field(default=1.0, alias="PANDA_CPS", gt=0, le=100)

    @property
    def has_calendar(self) -> bool:
        """Whether appointments are written to a calendar of the user's."""
        return bool(self.calendar_url)

    @property
    def simulated(self) -> bool:
        """Whether the carrier is a simulator on this machine."""
        return self.twilio_api_url.startswith(
            ("http://127.0.0.1:", "http://localhost:")
        )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings.

        Raises:
            BadInput: A variable is missing or wrong; names all of them.
        """
        try:
            settings = cls.model_validate({k: v for k, v in environ.items() if v})
        except ValidationError as error:
            wrong = "; ".join(
                f"{'.'.join(map(str, one['loc']))}: {plainly(one)}"
                for one in error.errors(include_input=False, include_url=False)
            )
            raise BadInput(
                wrong, where="environment", advice="see docs/guides/for-real.md"
            ) from None
        try:
            ZoneInfo(settings.calendar_zone)
        except (ValueError, ZoneInfoNotFoundError):
            raise BadInput(
                "there is no such time zone",
                where="PANDA_CALENDAR_ZONE",
                advice="write one like America/Chicago",
            ) from None
        if settings.clock_start is not None and not settings.simulated:
            raise BadInput(
                "a made-up clock is for a simulated network only",
                where="PANDA_CLOCK_START",
                advice="unset it",
            )
        return settings
