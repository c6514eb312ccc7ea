"""Settings: `legation.toml` in the working folder, then `LEGATION_*` of the environment, then what the caller gives; frozen once read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from legation.errors import KnowledgeError

SETTINGS_FILE = "legation.toml"

StagePath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")]
"""Where a stage is made: "module:attribute". The attribute is called without arguments (the reader's: with `default_date`)."""


class Settings(BaseSettings):
    """What a run is told.

    Attributes:
        reader, parser, resolver, grounder, coder, relater: the stages, so that a user's own takes the place of ours without a fork.
        roster: path of a roster of the user's own (TSV) that adds to ours and overrides it; "" for none.
        outlets: path of a table of outlets of the user's own (TSV) that adds to ours and overrides it; "" for none.
        record: path of the record. busy_seconds: how long a write waits for another program that writes to it.
        minimum_confidence: events below it, 0-1, are left out.
        desk_address: where the desk is found, for links in what is delivered.
        smtp_host, smtp_port, smtp_security: the server that digests go out by, "" for none.
        smtp_user, smtp_password: how to log in there, "" for not at all. smtp_from: who digests come from.
        hooks_to_loopback: webhooks may go to this machine; for trying things out only.
        workers: processes that code reports. language: ISO 639-1 code of the reports that are coded; others are recorded and skipped.
    """

    model_config = SettingsConfigDict(env_prefix="LEGATION_", toml_file=SETTINGS_FILE, frozen=True, extra="forbid")

    reader: StagePath = "legation.reading.reader:SourceReader"
    parser: StagePath = "legation.parsing.parser:load"
    resolver: StagePath = "legation.resolving.resolver:load"
    grounder: StagePath = "legation.grounding.grounder:load"
    coder: StagePath = "legation.coding.coder:load"
    relater: StagePath = "legation.coding.relating:load"
    roster: str = ""
    outlets: str = ""
    record: str = "legation.db"
    busy_seconds: float = Field(default=10.0, ge=0, le=3600)
    minimum_confidence: float = Field(default=0.0, ge=0, le=1)
    workers: int = Field(default=1, ge=1, le=512)
    language: str = "en"
    desk_address: str = "http://127.0.0.1:8765"
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = "legation@localhost"
    hooks_to_loopback: bool = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The caller's words first, then the environment, then the file; no .env files and no secrets folder."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def stages(self) -> tuple[str, ...]:
        """The paths of the stages that decide what a report is coded as."""
        return self.parser, self.resolver, self.grounder, self.coder


def read_settings(**given: object) -> Settings:
    """The settings of this folder, with what is `given` (None: not given) over them.

    Raises:
        KnowledgeError: the file or a variable of the environment is wrong; the message says which value and why.
    """
    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{Path(SETTINGS_FILE)}: {error}. Correct the line or remove the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(
            f"{SETTINGS_FILE} or LEGATION_{name.upper()}: {name} = {_shown(name, first.get('input'))}: {first['msg']}. "
            f"Settings are: {', '.join(Settings.model_fields)}."
        ) from error


def _shown(name: str, given: object) -> str:
    """A wrong value as a message shows it; a password is not shown."""
    return "***" if "password" in name else repr(given)
