#!/bin/sh
# Makes the secrets of an installation, each a file in docker/secrets; what is there already stays as it is.
set -eu
umask 077
folder="$(dirname "$0")/secrets"
mkdir -p "$folder"
cd "$folder"

keep() { # file, content
  [ -s "$1" ] || printf '%s\n' "$2" > "$1"
}
secret() { openssl rand -hex 32; }

keep postgres-password "$(secret)"
keep redis-password "$(secret)"
keep grafana-password "$(openssl rand -hex 12)"
keep auth-key "$(openssl rand -base64 32)"
keep integrity-key "$(openssl rand -base64 32)"
keep engine-client-secret "$(secret)"
keep ec-client-secret "$(secret)"
keep admin-client-secret "$(secret)"
keep database-url "postgres://acgs:$(cat postgres-password)@postgres:5432/acgs"
keep redis-url "redis://default:$(cat redis-password)@redis:6379"
keep clients.json "{
  \"clients\": [
    { \"id\": \"admin\", \"secret\": \"$(cat admin-client-secret)\", \"tenant\": \"default\", \"roles\": [\"admin\"], \"permissions\": [] },
    { \"id\": \"governance-engine\", \"secret\": \"$(cat engine-client-secret)\", \"tenant\": \"default\", \"roles\": [],
      \"permissions\": [\"constitution:read\", \"log:read\", \"log:any-tenant\"] },
    { \"id\": \"ec-service\", \"secret\": \"$(cat ec-client-secret)\", \"tenant\": \"default\", \"roles\": [],
      \"permissions\": [\"constitution:read\", \"policies:read\", \"policies:propose\", \"policies:roll-back\", \"decisions:read\",
        \"tenants:any\"] }
  ]
}"
# The containers read them as user 1000, which the mode of a bind mount has to let in.
chmod 0444 ./*
chmod 0711 .
echo "The secrets are in $folder. Keep a copy where this machine cannot lose it: without auth-key and integrity-key nothing starts again."
