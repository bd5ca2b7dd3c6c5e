
# From here on nothing is about this case: how databases, folders and engines are made, and how both sides are compared.

say() { printf '%s\n' "$*" >&2; }

stop() {
  verdict=$1
  shift
  say "$@"
  exit "$verdict"
}

# Whatever happens, what was made here goes; the exit code says differ (1) only where the comparison said so.
finish() {
  trap - EXIT
  if [ -n "$made" ]; then tool database.py drop "$database" "${database}_state" || say "Left on the server: $made"; fi
  if [ -n "${KEEP:-}" ]; then say "Kept: $work"; else rm -rf "$work"; fi
  exit "$verdict"
}

# Writes a file of its standard input.
put() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
}

tool() {
  local name=$1
  shift
  COMPAT_URL=$url "$work/engines/reference/.venv/bin/python" "$work/tools/$name" "$@"
}

# Installs exactly the packages on standard input.
install() {
  say "installing the $side"
  uv venv --quiet --no-project --python "$1" "$engine/.venv"
  uv pip install --quiet --no-deps --python "$engine/.venv/bin/python" --requirements -
}

# Installs packages in a folder of their own.
install_apart() {
  uv pip install --quiet --python "$engine/.venv/bin/python" --target "$engine/apart" "$@"
}

# Both sides run under the very same paths and names, one after the other. Takes the database to copy.
lay_out() {
  rm -rf "$place"
  mkdir -p "$place/home" "$place/tmp" "$project"
  cp -R "$work/project/." "$project/"
  if [ -d "$work/kept" ]; then cp -Rp "$work/kept/." "$project/"; fi
  cp -R "$work/home/profiles" "$place/home/$profiles"
  cp -R "$work/home/annex" "$place/home/annex"
  tool database.py drop "$database"
  made=yes
  tool database.py create "$database" "$1"
}

sql() { tool database.py sql "$database"; }

# Takes a step of the engine: its number, variables of its own, --, its arguments.
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
  # Of two values of a variable the later one counts.
  tool observe.py "$evidence" "$database" "$deadline" "$place" "$project" \
    ${variables[@]+"${variables[@]}"} "${environment[@]}" ${given[@]+"${given[@]}"} \
    "PATH=$engine/.venv/bin:$path" -- "$engine/.venv/bin/$command" "$@"
}

# A step that makes the starting point has to work.
prepare() {
  step 0 -- "$@"
  local evidence=$work/evidence/$side/step-0
  grep -q '^ "exit": 0,$' "$evidence/observation.json" ||
    stop 3 "The starting point cannot be made: $command $* failed." "$(tail -n 8 "$evidence/stdout" "$evidence/stderr")"
  rm -r "$evidence"
}

# What was made becomes the starting point, with the folders named of the project.
keep_state() {
  local folder
  for folder in "$@"; do
    mkdir -p "$(dirname "$work/kept/$folder")"
    rm -rf "${work:?}/kept/$folder"
    cp -Rp "$project/$folder" "$work/kept/$folder"
  done
  tool database.py drop "${database}_state"
  tool database.py rename "$database" "${database}_state"
  template=${database}_state
}

# Makes a folder of the project a git repository of one commit: the folder, then its tags.
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

url=${1:-${DATABASE_URL:-}}
work='' made='' verdict=3
case $url in
  postgres://* | postgresql://*) ;;
  *) stop 2 "Usage: bash $0 postgresql://user@host:5432/postgres, or set DATABASE_URL. PGPASSWORD may hold the password." ;;
esac
command -v uv >/dev/null || stop 3 "This needs uv: https://docs.astral.sh/uv/"
unset VIRTUAL_ENV PYTHONPATH PYTHONHOME
work=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/compat-XXXXXX")" && pwd -P)
trap finish EXIT
trap 'verdict=130; exit' INT TERM
place=$work/place
project=$place/$trial
database=compat_$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
template=template0
environment+=("HOME=$place/home" "TMPDIR=$place/tmp")
for name in "${network[@]}"; do
  if [ -n "${!name:-}" ]; then environment+=("$name=${!name}"); fi
done

tools
reference
install_engine
candidate
install_engine
project_files
home_files
tool database.py fill "$database" "$work/home"

reference
make_state
reference
lay_out "$template"
steps
mv "$project" "$work/${trial}_dbt"
candidate
lay_out "$template"
steps
mv "$project" "$work/$trial"

if tool compare.py "$work" "$trial" "${names[@]}"; then verdict=0; else [ $? = 10 ] && verdict=1; fi
