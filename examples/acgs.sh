# Functions for the commands of docs/, in bash or zsh: . examples/acgs.sh
# ACGS_URL is where the gateway is, ACGS_HOME the folder that npm start keeps its clients in.

login() { # the id of a client, such as author
  acgs_secret=$(secret_of "$1") || return
  acgs_answer=$(curl -sS --fail-with-body "${ACGS_URL:-http://127.0.0.1:8080}/api/v1/oauth/token" \
    -H 'X-Constitutional-Hash: cdd01ef066bc6cf2' -d grant_type=client_credentials -u "$1:$acgs_secret") || {
    echo "There is no token for $1. ${acgs_answer:-Is npm start running, on this port? ACGS_URL names another.}" >&2
    return 1
  }
  ACGS_TOKEN=$(printf '%s' "$acgs_answer" | member access_token) || return
  export ACGS_TOKEN
}

acgs() { # a path below /api/v1, then what curl takes
  acgs_path=$1
  shift
  curl -sS --fail-with-body -w '\n' "${ACGS_URL:-http://127.0.0.1:8080}/api/v1$acgs_path" \
    -H 'X-Constitutional-Hash: cdd01ef066bc6cf2' -H "Authorization: Bearer $ACGS_TOKEN" "$@"
}

member() { # the path of a member of the JSON that comes in, such as items[0].status
  node -e '
    const [path] = process.argv.slice(1);
    const text = fs.readFileSync(0, "utf8");
    const end = () => {
      console.error(`There is no ${path} in ${text.trim() || "an empty answer"}`);
      process.exit(1);
    };
    try {
      const value = new Function("json", `return json.${path}`)(JSON.parse(text));
      if (value === undefined) end();
      console.log(value);
    } catch {
      end();
    }' "$1"
}

secret_of() { # the id of a client
  node -e '
    const [file, id] = process.argv.slice(1);
    const end = (text) => {
      console.error(text);
      process.exit(1);
    };
    if (!fs.existsSync(file)) end(`There is no ${file}: run npm start first, and this in the same folder, or set ACGS_HOME.`);
    const { clients } = JSON.parse(fs.readFileSync(file, "utf8"));
    const client = clients.find((one) => one.id === id);
    if (client?.secret === undefined) end(`${file} has no secret of "${id}"; its clients are ${clients.map((one) => one.id).join(", ")}.`);
    console.log(client.secret);' "${ACGS_HOME:-.acgs}/clients.json" "$1"
}
