"""A stage with eight calls, and pages that are looked at over the real HTTP API."""

import json
from asyncio import run

import httpx
import pytest
import streamlit as st
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard.api import Api
from serve_app import make_app
from tests.dashboard.stage import Stage
from tests.serve.town import API_TOKEN, SETTINGS


def api_of(stage, token=API_TOKEN):
    served = TestClient(make_app(SETTINGS, stage))

    def ask(request: httpx.Request) -> httpx.Response:
        answer = served.request(
            request.method,
            str(request.url),
            headers=request.headers,
            content=request.content,
        )
        return httpx.Response(answer.status_code, content=answer.content)

    return Api("http://testserver", token, transport=httpx.MockTransport(ask))


@pytest.fixture
def stage():
    made = Stage()
    run(made.play())
    return made


@pytest.fixture
def connected(monkeypatch):
    """Have the dashboard use an API; what browsers share begins anew."""

    def connect(api):
        monkeypatch.setattr(Api, "from_env", classmethod(lambda cls, environ: api))

    st.cache_resource.clear()
    yield connect
    st.cache_resource.clear()


@pytest.fixture
def opened(stage, connected):
    """Open a page by the name of its module."""
    connected(api_of(stage))

    def show(name, **query):
        def script(name):
            from importlib import import_module

            import_module(f"dashboard.views.{name}").page()

        page = AppTest.from_function(script, default_timeout=20, args=(name,))
        for key, value in query.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception, page.exception[0].value
        return page

    return show


def shown(page, component):
    """What a component of a page was given."""
    (found,) = [
        one.proto
        for one in page.get("bidi_component")
        if one.proto.component_name == component
    ]
    return json.loads(found.json)


def shown_labels(page):
    """What can be pressed on a page."""
    return {one.label for one in page.button}
