
# Everything below is the same for all cases: databases, workspaces, engines, and the comparison of both sides.

say() { printf '%s\n' "$*" >&2; }

stop() {
  verdict=$1
  shift
  say "$@"
  exit "$verdict"
}

# Always removes what the script created. Exits with 1 (differ) only if the comparison found differences.
finish() {
  trap - EXIT
  if [ -n "$created" ]; then tool drop "$database" "${database}_state" || say "Left on the server: $database"; fi
  if [ -n "${KEEP:-}" ]; then say "Kept: $work"; else rm -rf "$work"; fi
  exit "$verdict"
}

# Writes standard input to a file.
put() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
}

# Prints a line several times, with its number instead of {n}. Takes the line and the number of lines.
repeat() {
  local n
  for ((n = 1; n <= $2; n++)); do printf '%s\n' "${1//\{n\}/$n}"; done
}

tool() { COMPAT_URL=$url "$work/engines/reference/.venv/bin/python" "$work/tools/tools.py" "$@"; }

# Installs exactly the packages on standard input.
install() {
  say "installing the $side"
  uv venv --quiet --no-project --python "$1" "$engine/.venv"
  uv pip install --quiet --no-deps --python "$engine/.venv/bin/python" --requirements -
}

# Installs packages into a separate folder.
install_apart() {
  uv pip install --quiet --python "$engine/.venv/bin/python" --target "$engine/apart" "$@"
}

# Creates workspace and database. Both sides run in sequence under the same paths and names. Takes the database to copy.
set_up() {
  rm -rf "$workspace"
  mkdir -p "$workspace/home" "$workspace/tmp" "$project"
  cp -R "$work/project/." "$project/"
  if [ -d "$work/kept" ]; then cp -Rp "$work/kept/." "$project/"; fi
  cp -R "$work/home/profiles" "$workspace/home/$profiles"
  cp -R "$work/home/annex" "$workspace/home/annex"
  tool drop "$database"
  created=yes
  tool create "$database" "$1"
}

sql() { tool sql "$database"; }

# Runs a step of the engine. Takes its number, its variables, --, its arguments.
step() {
  local evidence=$work/evidence/$side/step-$1 given=()
  shift
  while [ "$1" != -- ]; do
    given+=("$1")
    shift
  done
  shift
  say "$side: $command $*"
  mkdir -p "$evidence"
  # The last value of a variable wins.
  tool step "$evidence" "$deadline" "$project" \
    ${variables[@]+"${variables[@]}"} "${environment[@]}" ${given[@]+"${given[@]}"} \
    "PATH=$engine/.venv/bin:$path" -- "$engine/.venv/bin/$command" "$@"
}

# Runs a step of the initial state, which must succeed.
state_step() {
  step 0 -- "$@"
  local evidence=$work/evidence/$side/step-0
  [ "$(cat "$evidence/exit")" = 0 ] ||
    stop 3 "Cannot create the initial state: $command $* failed." "$(tail -n 8 "$evidence/stdout" "$evidence/stderr")"
  rm -r "$evidence"
}

# Keeps the result as initial state, with the named folders of the project.
keep_state() {
  local folder
  for folder in "$@"; do
    mkdir -p "$(dirname "$work/kept/$folder")"
    rm -rf "${work:?}/kept/$folder"
    cp -Rp "$project/$folder" "$work/kept/$folder"
  done
  tool drop "${database}_state"
  tool rename "$database" "${database}_state"
  template=${database}_state
}

# Turns a folder of the project into a git repository with one commit. Takes the folder, then its tags.
repository() {
  local tag folder=$project/$1
  shift
  command -v git >/dev/null || stop 3 "This case needs git."
  (
    export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
    export "${author[@]}"
    cd "$folder"
    git init --quiet --initial-branch main
    git add --all
    git commit --quiet --message Package
    for tag in "$@"; do git tag "$tag"; done
  )
}

# Runs the case with the current side and keeps its workspace.
run_side() {
  set_up "$template"
  steps
  tool collect "$work/evidence/$side" "$database" "$workspace" "$project" "$engine"
  cp -Rp "$workspace" "$work/workspace-$side"
}

url=${1:-${DATABASE_URL:-}}
work='' created='' verdict=3
case $url in
  postgres://* | postgresql://*) ;;
  *) stop 2 "Usage: bash $0 postgresql://user@host:5432/postgres, or set DATABASE_URL. PGPASSWORD may contain the password." ;;
esac
command -v uv >/dev/null || stop 3 "uv not found: https://docs.astral.sh/uv/"
unset VIRTUAL_ENV PYTHONPATH PYTHONHOME
work=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/compat-XXXXXX")" && pwd -P)
trap finish EXIT
trap 'verdict=130; exit' INT TERM
workspace=$work/workspace
project=$workspace/$name
database=compat_$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
template=template0
environment+=("HOME=$workspace/home" "TMPDIR=$workspace/tmp")
for variable in "${network[@]}"; do
  if [ -n "${!variable:-}" ]; then environment+=("$variable=${!variable}"); fi
done

tools
reference
install_engine
candidate
install_engine
project_files
home_files
tool fill "$database" "$work/home"

reference
make_state
reference
run_side
candidate
run_side

cd "$work/evidence"
for ended in reference/*/exit; do
  # Both may fail for a reason that has nothing to do with the case.
  if [ "$(cat "$ended")" != 0 ] && cmp -s "$ended" "candidate/${ended#reference/}"; then
    echo "$(basename "$(dirname "$ended")"): both exit with $(cat "$ended")"
  fi
done
if diff -ru reference candidate; then
  echo "Both sides agree."
  verdict=0
elif [ $? = 1 ]; then
  echo "The sides differ: - is ${names[0]}, + is ${names[1]}."
  verdict=1
fi
