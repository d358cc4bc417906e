# Functions for the commands of docs/, in bash or zsh: . examples/acgs.sh
# ACGS_URL is where the gateway is, ACGS_HOME the folder that npm start keeps its clients in.

login() { # the id of a client, such as author
  ACGS_TOKEN=$(curl -s --fail-with-body "${ACGS_URL:-http://127.0.0.1:8080}/api/v1/oauth/token" \
    -H 'X-Constitutional-Hash: cdd01ef066bc6cf2' -d grant_type=client_credentials \
    -u "$1:$(node -p "JSON.parse(fs.readFileSync('${ACGS_HOME:-.acgs}/clients.json')).clients.find((c) => c.id === '$1').secret")" |
    member access_token)
  export ACGS_TOKEN
}

acgs() { # a path below /api/v1, then what curl takes
  acgs_path=$1
  shift
  curl -s --fail-with-body -w '\n' "${ACGS_URL:-http://127.0.0.1:8080}/api/v1$acgs_path" \
    -H 'X-Constitutional-Hash: cdd01ef066bc6cf2' -H "Authorization: Bearer $ACGS_TOKEN" "$@"
}

member() { # the path of a member of the JSON that comes in, such as items[0].status
  node -p "JSON.parse(fs.readFileSync(0)).$1"
}
