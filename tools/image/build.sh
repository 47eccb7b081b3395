#!/usr/bin/env bash
# Build the image without Docker and try it: npm run image
#
# Buildah builds the Dockerfile in a chroot, on a stand-in for the official Node image (debootstrap, Node, npm, the user `node`). Every
# program then runs in it as that user, on a read-only root. Prints the sizes; fails if the image adds more than 400 MB to its base.
#
#   tools/image/build.sh                 build and try; fails if that cannot be done
#   tools/image/build.sh --if-possible   for CI: skips with the reason if it cannot be done, or with IMAGE=off
#
# Needs Linux with glibc, root, and buildah and debootstrap (installed by apt-get if missing). Packages come from where apt and npm of this
# machine are configured to take them; DEBIAN_MIRROR names another Debian mirror.
set -euo pipefail
cd "$(dirname "$0")/../.."

LIMIT_MB=400
SUITE=bookworm
NPM_VERSION=11.21.2
IMAGE_NAME=localhost/soundalike
node_version=$(node -p "require('./package.json').devDependencies.node")
base_name=localhost/soundalike-base:$SUITE-node-$node_version

say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
# Why it cannot be done here: an error, or a skip.
cannot() {
  say "image: $([ "$if_possible" ] && echo skipped || echo error): $*"
  if [ "$if_possible" ]; then exit 0; else exit 1; fi
}

if_possible=''
case "${1-}" in
  '') ;;
  --if-possible) if_possible=yes ;;
  *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"; [ "$1" = --help ] && exit 0 || exit 2 ;;
esac

[ "${IMAGE-}" != off ] || cannot 'IMAGE=off'
[ "$(uname -s)" = Linux ] || cannot 'images are built on Linux only'
[ "$(id -u)" = 0 ] || cannot 'only root can make the chroot'
case "$(uname -m)" in
  x86_64) arch=x64 ;;
  aarch64) arch=arm64 ;;
  *) cannot "no Node for $(uname -m)" ;;
esac
for tool in buildah debootstrap; do
  command -v "$tool" > /dev/null && continue
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends buildah debootstrap; } > /dev/null 2>&1 ||
    cannot "$tool is missing, and apt-get could not install it"
done
unshare --mount true 2> /dev/null || cannot 'mount namespaces are not allowed here'

work=$(mktemp -d)
container='' root='' explore=''
clean_up() {
  if [ "$explore" ]; then kill -KILL "$(program_of "$explore")"; fi
  if [ "$container" ]; then
    buildah umount "$container" > /dev/null
    buildah rm "$container" > /dev/null
  fi
  rm -rf "$work"
}
trap clean_up EXIT

# ── Base: what the image takes from node:24-bookworm-slim ──
make_base() {
  local mirror=${DEBIAN_MIRROR-} node=$work/node system=$work/system new
  [ "$mirror" ] || mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $SUITE" | head -1)
  [ "$mirror" ] || cannot "apt has no mirror of Debian $SUITE; name one in DEBIAN_MIRROR"
  debootstrap --variant=minbase "$SUITE" "$system" "$mirror" > "$work/debootstrap.log" 2>&1 ||
    cannot "debootstrap: $(tail -1 "$work/debootstrap.log")"
  mkdir "$node"
  npm install --prefix "$node" --no-save --ignore-scripts --no-audit --no-fund "node-linux-$arch@$node_version" "npm@$NPM_VERSION" > /dev/null
  cp "$node/node_modules/node-linux-$arch/bin/node" "$system/usr/local/bin/"
  mkdir -p "$system/usr/local/lib/node_modules"
  cp -r "$node/node_modules/npm" "$system/usr/local/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$system/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$system/usr/local/bin/npx"
  chroot "$system" useradd --uid 1000 --create-home --shell /bin/bash node
  rm -rf "$system"/var/cache/apt/* "$system"/var/lib/apt/lists/* "$system"/etc/apt/sources.list
  new=$(buildah from scratch)
  buildah copy --quiet "$new" "$system" / > /dev/null
  buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$new"
  buildah commit --quiet --rm "$new" "$base_name" > /dev/null
  rm -rf "$system" "$node"
}
if buildah inspect --type image "$base_name" > /dev/null 2>&1; then say "Base: $base_name, made before"; else
  say 'Base: making it …'
  make_base
fi

# ── Image ──
# npm in the build takes packages from where npm here does; what says so stays out of the image.
npmrc=$work/npmrc
for level in globalconfig userconfig; do
  file=$(npm config get "$level")
  # A file need not end with a line break.
  if [ -r "$file" ]; then grep -v '^cafile' "$file" >> "$npmrc" || true; fi
done
echo "registry=$(npm config get registry)" >> "$npmrc"
secrets=(--secret "id=npmrc,src=$npmrc")
cafile=$(npm config get cafile)
if [ "$cafile" != null ] && [ "$cafile" ]; then
  echo 'cafile=/run/secrets/ca' >> "$npmrc"
  secrets+=(--secret "id=ca,src=$cafile")
fi
say 'Image: building it …'
buildah bud --isolation chroot --layers=false --build-arg "BASE=$base_name" "${secrets[@]}" --tag "$IMAGE_NAME" . > "$work/build.log" 2>&1 ||
  { tail -40 "$work/build.log"; say 'image: error: the build failed'; exit 1; }

size_of() {
  local one mounted
  one=$(buildah from "$1")
  mounted=$(buildah mount "$one")
  du -sx --apparent-size --block-size=1 "$mounted" | cut -f1
  buildah umount "$one" > /dev/null
  buildah rm "$one" > /dev/null
}
megabytes() { echo $((($1 + 500000) / 1000000)); }
base_size=$(size_of "$base_name")
image_size=$(size_of "$IMAGE_NAME")
added=$((image_size - base_size))
say "Sizes: base $(megabytes "$base_size") MB, image $(megabytes "$image_size") MB, difference $(megabytes "$added") MB (limit $LIMIT_MB MB)"
[ "$added" -le $((LIMIT_MB * 1000000)) ] || { say 'image: error: the image is too large'; exit 1; }

# ── Tries, as user node on a read-only root; only /tmp can be written ──
container=$(buildah from "$IMAGE_NAME")
root=$(buildah mount "$container")
explore_port=$(node -e 'const server = net.createServer().listen(0, () => { console.log(server.address().port); server.close(); })')
mkdir "$work/tmp"
chmod 1777 "$work/tmp"
# The program is process 1 in its own process namespace, as in a container.
inside() (
  # shellcheck disable=SC2016
  exec unshare --mount --pid --fork bash -euc '
    root=$1 tmp=$2 port=$3; shift 3
    mount --bind "$root" "$root"
    mount --bind "$tmp" "$root/tmp"
    mount --rbind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    mount -o remount,bind,ro "$root"
    exec chroot --userspec=node "$root" env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/home/node NODE_ENV=production \
      DATASET_DIR=/tmp/music STORE_PATH=/tmp/soundalike.db MODEL_DIR=/tmp/models EMBEDDING_MODEL=musicnn EMBEDDING_EXCERPT=3x3s EXPLORE_PORT="$port" \
      sh -c "cd /app && exec \"\$@\"" sh "$@"
  ' inside "$root" "$work/tmp" "$explore_port" "$@"
)
# The process of the program that a job of `inside` runs: unshare, in between, passes no signals on.
program_of() { pgrep -P "$(pgrep -P "$1")"; }
# try CODE WORDS COMMAND…: the command must end with the code and say the words.
try() {
  local code=$1 words=$2 got=0
  shift 2
  inside "$@" > "$work/output" 2>&1 || got=$?
  if [ "$got" != "$code" ] || ! grep -qF -- "$words" "$work/output"; then
    tail -40 "$work/output"
    say "image: error: expected exit code $code and “$words” of: $* (got $got)"
    exit 1
  fi
  say "  ok: $*"
}
say 'Tries, as user node on a read-only root:'
if inside touch /app/file 2> /dev/null; then
  say 'image: error: the root can be written'
  exit 1
fi
read -ra command <<< "$(buildah inspect --type image --format '{{range .OCIv1.Config.Cmd}}{{.}} {{end}}' "$IMAGE_NAME")"
try 0 '--run-now' "${command[@]}" --help
try 0 'convert-musicnn' node tools/models/src/cli.js --help
try 0 '32 added' npm run -s start
try 0 '32 unchanged' "${command[@]}" --once --tolerate-failures
try 0 '"similarity"' node apps/etl/src/cli/recommend.js --json
try 0 'soundalike.db' node apps/etl/src/cli/doctor.js
try 2 'DISCORD_TOKEN' node apps/discord-bot/src/cli/bot.js

inside node apps/explore/src/cli/explore.js > "$work/explore" 2>&1 &
explore=$!
node - "$explore_port" << 'JS' || { cat "$work/explore"; say 'image: error: the explore page does not answer'; exit 1; }
const site = `http://127.0.0.1:${process.argv[2]}`;
const deadline = Date.now() + 120_000;
for (;;) {
  try {
    const page = await (await fetch(`${site}/`)).text();
    const [, script] = /src="(\/assets\/[^"]+\.js)"/u.exec(page);
    const answer = await fetch(`${site}${script}`);
    process.exit(answer.ok ? 0 : 1);
  } catch (error) {
    if (Date.now() > deadline) throw error;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
JS
if grep -q Building "$work/explore"; then
  say 'image: error: the explore page was not built with the image'
  exit 1
fi
say '  ok: explore answers with its page'
kill -TERM "$(program_of "$explore")"
code=0
wait "$explore" || code=$?
explore=''
[ "$code" = 0 ] || { say "image: error: explore ended with $code on SIGTERM"; exit 1; }
say '  ok: explore ends cleanly on SIGTERM, as process 1'
say 'The image is sound.'
