"""The files a server is made of. What runs them for real: deploy/prove_container."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
TOOLS = Path(sys.executable).parent


def run(*command, **environment):
    return subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], **environment},
    )


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def settings_without_default():
    """The variables that waishi/settings.py reads and that have no default."""
    tree = ast.parse((ROOT / "waishi" / "settings.py").read_text())
    reads = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    ]
    return {
        read.args[0].value
        for read in reads
        if read.args and not any(keyword.arg == "default" for keyword in read.keywords)
    }


def our_services(compose):
    return {name: compose["services"][name] for name in ("migrate", "web", "jobs")}


def wanted_by_compose():
    return set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))


def example_of(path):
    lines = [line for line in path.read_text().splitlines() if re.match(r"\w+=", line)]
    return dict(line.split("=", 1) for line in lines)


def test_hadolint_has_nothing_to_say_about_the_dockerfile():
    result = run(TOOLS / "hadolint", "Dockerfile")
    assert result.returncode == 0, result.stdout


def test_compose_keeps_its_schema():
    schema = ["--builtin-schema", "vendor.compose-spec"]
    result = run(TOOLS / "check-jsonschema", *schema, "docker-compose.yml")
    assert result.returncode == 0, result.stdout


def test_the_dockerfile_ends_as_a_numbered_user_without_rights():
    users = re.findall(r"^USER (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert users[-1] == "10001:10001"


def test_every_setting_without_default_is_demanded_by_compose(compose, settings_without_default):
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"} <= settings_without_default
    for name, service in our_services(compose).items():
        for variable in settings_without_default:
            assert ":?" in service["environment"][variable], f"{name} does not demand {variable}"


def test_the_example_leaves_empty_what_compose_demands_and_nothing_that_it_does_not():
    example = example_of(DEPLOY / "compose.env.example")
    optional_and_empty = {"CSRF_TRUSTED_ORIGINS", "OFFICE_URL"}
    assert {name for name, value in example.items() if not value} - optional_and_empty == (
        wanted_by_compose()
    )


def test_the_example_gives_every_default_of_compose():
    text = (ROOT / "docker-compose.yml").read_text()
    defaults = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", text))
    example = example_of(DEPLOY / "compose.env.example")
    assert defaults == {name: example[name] for name in example if name not in wanted_by_compose()}


def test_every_setting_of_the_application_can_be_made_in_compose(compose):
    """But for those of a run without containers, which the image fixes."""
    said = example_of(ROOT / ".env.example")

    assert set(said) - set(compose["services"]["web"]["environment"]) == {
        "DEBUG",
        "VAR_DIR",
        "SERVE_MEDIA",
    }


def test_no_secret_stands_in_compose(compose):
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if re.search("KEY|PASSWORD|DATABASE_URL", name):
                assert ":?" in value, name


def test_compose_never_loads_the_demonstration():
    started = ["docker-compose.yml", "Dockerfile", "deploy/migrate.sh", "deploy/init_database.sh"]
    assert not [name for name in started if "load_demo" in (ROOT / name).read_text()]


def test_every_container_is_closed_down(compose):
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), name


def test_only_nginx_is_reached_from_outside_and_it_does_not_reach_the_database(compose):
    services = compose["services"]
    assert [name for name in services if "ports" in services[name]] == ["nginx"]
    assert not set(services["nginx"]["networks"]) & set(services["db"]["networks"])
    assert all(compose["networks"][name]["internal"] for name in services["db"]["networks"])


def test_each_process_has_the_database_role_made_for_it(compose):
    roles = {
        name: re.match(r"postgres://(\w+):", service["environment"]["DATABASE_URL"])[1]
        for name, service in our_services(compose).items()
    }
    assert roles == {"migrate": "waishi_owner", "web": "waishi_web", "jobs": "waishi_jobs"}


def test_nginx_never_serves_an_old_page_while_a_new_one_is_made():
    text = (DEPLOY / "nginx.conf").read_text()
    stale = re.findall(r"proxy_cache_use_stale (.+);", text)
    assert stale == ["error timeout http_502 http_503 http_504"]
    assert "updating" not in text
    assert "background" not in text


def test_jobs_fetch_changed_pages_by_a_port_of_nginx_that_nobody_else_reaches(compose):
    (ports,) = {
        service["environment"]["NGINX_ADDRESSES"] for service in our_services(compose).values()
    }
    address = re.fullmatch(r"\$\{NGINX_ADDRESSES:-http://nginx:(\d+)\}", ports)
    assert set(compose["services"]["jobs"]["networks"]) & set(
        compose["services"]["nginx"]["networks"]
    )
    published = [port.rpartition(":")[2] for port in compose["services"]["nginx"]["ports"]]
    assert address[1] not in published

    text = (DEPLOY / "nginx.conf").read_text()
    assert f"listen {address[1]} default_server;" in text
    # Kept under the key of readers, and never answered with what is kept already.
    key = '"$scheme_of_the_reader $http_host$request_uri"'
    assert re.findall(r"proxy_cache_key (.+);", text) == [key]
    assert re.findall(r"proxy_cache_bypass (.+);", text) == ["$cookie_sessionid $is_fetched_anew"]
    assert "is_fetched_anew" not in "".join(re.findall(r"proxy_no_cache .+;", text))


@pytest.mark.parametrize(
    ("gateway", "jobs", "said", "believed"),
    [
        ("0", "", "https", False),
        ("1", "", "https", True),
        ("0", "1", "https", True),
        ("1", "1", "https", True),
        ("0", "1", "http", False),
        ("1", "", "", False),
    ],
)
def test_only_the_gateway_and_the_port_of_jobs_say_how_a_reader_came(gateway, jobs, said, believed):
    text = (DEPLOY / "nginx.conf").read_text()
    (pattern,) = re.findall(r'"~(.+)" https;', text)
    assert bool(re.search(pattern, f"{gateway}{jobs} {said}")) is believed


def test_nginx_reads_its_file(tmp_path):
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not nginx:
        pytest.skip("no nginx on this machine")
    text = (DEPLOY / "nginx.conf").read_text().replace("${GATEWAY}", "192.0.2.0/24")
    for place in ("/run/nginx", "/var/cache/nginx", "/dev/stdout"):
        text = text.replace(place, str(tmp_path / place.rpartition("/")[2]))
    (tmp_path / "nginx.conf").write_text(text)
    (tmp_path / "nginx").mkdir()
    result = run(nginx, "-t", "-q", "-p", tmp_path, "-c", tmp_path / "nginx.conf")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("script", ["migrate.sh", "init_database.sh"])
def test_scripts_are_sound_and_can_be_started(script):
    assert os.access(DEPLOY / script, os.X_OK)
    result = run("sh", "-n", DEPLOY / script)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("password", ["", "with/slash", "with@at"])
def test_the_database_refuses_a_password_that_no_address_can_hold(password):
    passwords = {"OWNER_PASSWORD": "owner", "WEB_PASSWORD": password, "JOBS_PASSWORD": "jobs"}
    result = run(DEPLOY / "init_database.sh", POSTGRES_USER="nobody", **passwords)
    assert result.returncode == 1
    assert result.stderr.startswith('Environment variable "WEB_PASSWORD"')
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("variable", ["WEB_CONCURRENCY", "WEB_THREADS"])
@pytest.mark.parametrize("value", ["two", "0", "-1"])
def test_gunicorn_refuses_a_number_that_is_none(variable, value):
    result = run(sys.executable, DEPLOY / "gunicorn.conf.py", **{variable: value})
    assert result.returncode == 1
    assert variable in result.stderr
    assert result.stderr.count("\n") == 1


def test_gunicorn_stops_in_one_line_that_names_the_missing_setting():
    settings = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "localhost"}
    command = ["gunicorn", "--config=deploy/gunicorn.conf.py", "--bind=127.0.0.1:0", "waishi.wsgi"]
    result = run(TOOLS / command[0], *command[1:], **settings)
    told = [line for line in result.stderr.splitlines() if "[INFO]" not in line]
    assert result.returncode == 1
    assert told == ['Environment variable "DATABASE_URL" not set']
