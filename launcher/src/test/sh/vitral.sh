# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0

# Tests of launcher/vitral; see run. mvnw is one of ours here that makes what the real one would.

java_home=$box/root/usr/lib/jvm/temurin-25
jdk 25.0.1 "$java_home"

# An unpacked distribution.
distribution() {
    mkdir -p "$box/dist/bin" "$box/dist/lib"
    cp "$project/launcher/vitral" "$project/launcher/find-jdk" "$box/dist/bin"
}

# A source tree. Its mvnw counts the builds, and does in the middle what is in $box/meanwhile.
tree() {
    work=$box/tree
    sources=$work/bundles/org.vitral.x/src
    target=$work/launcher/target
    mkdir -p "$work/launcher/src/main" "$sources/main/java" "$sources/test/java" "$work/features" "$work/models" \
        "$work/bundles/org.vitral.x/target"
    cp "$project/launcher/vitral" "$project/launcher/find-jdk" "$work/launcher"
    touch "$work/pom.xml" "$sources/main/java/A.java" "$sources/main/java/B.java" "$sources/test/java/ATest.java" \
        "$work/bundles/README.md" "$work/bundles/org.vitral.x/target/x.jar"
    : >"$box/meanwhile"
    cat >"$work/mvnw" <<END
set -eu
echo "noise of the build"
echo "noise of the build" >&2
printf '%s\n' "\$*" >>"$box/builds"
. "$box/meanwhile"
mkdir -p "$target/vitral/lib"
touch "$target/vitral/lib/launcher.jar"
END
}

# As if everything had been saved and built long ago.
long_ago() {
    find "$work" -exec touch -t 200101010000 {} +
    touch -t 200201010000 "$target/vitral.stamp"
}

builds() {
    if [ -f "$box/builds" ]; then echo "$(($(wc -l <"$box/builds")))"; else echo 0; fi
}

it_starts_java_on_the_distribution_it_belongs_to() {
    distribution
    try "$box/dist/bin/vitral" segment "a b.jpg" '' '*'
    code_is 0
    err_is_empty
    is "$(head -n 1 "$box/out")" "java 25.0.1"
    grep -q -x -F -- "-Dvitral.home=$box/dist" "$box/out" || die "no vitral.home"
    is "$(sed -n '/^-cp$/,$p' "$box/out")" "-cp
$box/dist/lib/*
org.vitral.launcher.Main
segment
a b.jpg

*"
}

it_finds_its_home_through_links_from_any_folder() {
    distribution
    mkdir "$box/links" "$box/elsewhere"
    ln -s ../dist/bin/vitral "$box/links/one"
    ln -s "$box/links/one" "$box/elsewhere/two"
    cd "$box/elsewhere"
    try ./two
    grep -q -x -F -- "-Dvitral.home=$box/dist" "$box/out" || die "no vitral.home"
    cd "$box/dist/bin"
    try vitral
    grep -q -x -F -- "-Dvitral.home=$box/dist" "$box/out" || die "no vitral.home"
}

it_passes_the_users_options_to_the_jvm() {
    distribution
    touch -- "$box/-Dx=a file"
    VITRAL_JAVA_OPTS='-Xmx1g  -Dx=*' try "$box/dist/bin/vitral"
    grep -q -x -F -- "-Xmx1g" "$box/out" || die "no -Xmx1g"
    grep -q -x -F -- "-Dx=*" "$box/out" || die "no -Dx=*"
}

it_works_with_stdin_closed_and_a_strict_shell() {
    distribution
    printf '#!/bin/sh\n{ true 3<&0; } 2>/dev/null && echo open\n' >"$java_home/bin/java"
    code=0
    script -e "$box/dist/bin/vitral" >"$box/out" 2>"$box/err" <&- || code=$?
    code_is 0
    out_is open
    err_is_empty
}

it_gives_the_exit_code_of_java() {
    distribution
    printf '#!/bin/sh\nexit 7\n' >"$java_home/bin/java"
    try "$box/dist/bin/vitral"
    code_is 7
}

it_is_replaced_by_java_so_that_signals_reach_it() {
    distribution
    printf '#!/bin/sh\necho $$\n' >"$java_home/bin/java"
    script_in_place "$box/dist/bin/vitral" >"$box/out" &
    pid=$!
    wait "$pid"
    out_is "$pid"
}

# A start cache for the distribution, as far as the script looks at it.
cache() {
    start=$box/dist/cache/start$java_home
    mkdir -p "$start"
    : >"$start/java.args"
}

has() {
    grep -q -x -F -- "$1" "$box/out" || die "no $1"
}

has_not() {
    ! grep -q -x -F -- "$1" "$box/out" || die "$1"
}

compilers_are() {
    case $1 in
        short) has -XX:TieredStopAtLevel=1 ;;
        all) has_not -XX:TieredStopAtLevel=1 ;;
    esac
}

it_starts_with_the_cache_that_is_there() {
    distribution
    cache
    VITRAL_JAVA_OPTS=-Xmx1g try "$box/dist/bin/vitral" segment 'a b.jpg'
    code_is 0
    err_is_empty
    is "$(sed -n 2p "$box/out")" "@$start/java.args"
    has_not -cp
    is "$(sed -n '/^-Xmx1g$/,$p' "$box/out")" "-Xmx1g
org.vitral.launcher.Main
segment
a b.jpg"
}

it_wants_a_cache_where_there_is_none() {
    distribution
    try "$box/dist/bin/vitral" models
    has -Dvitral.start.train=true
    VITRAL_START=auto try "$box/dist/bin/vitral" models
    has -Dvitral.start.train=true
}

it_wants_none_after_a_failure() {
    distribution
    cache
    rm "$start/java.args"
    : >"$start/failed"
    try "$box/dist/bin/vitral" models
    has -Dvitral.start.train=
    has -cp
}

it_makes_no_cache_when_that_is_frozen() {
    distribution
    VITRAL_START=frozen try "$box/dist/bin/vitral" models
    has -Dvitral.start.train=
    cache
    VITRAL_START=frozen try "$box/dist/bin/vitral" models
    has "@$start/java.args"
    has -Dvitral.start.train=
}

it_starts_plainly_when_asked() {
    distribution
    cache
    VITRAL_START=plain try "$box/dist/bin/vitral" models
    has_not "@$start/java.args"
    has -cp
    has -Dvitral.start.train=
    compilers_are all
}

it_starts_a_shell_without_the_cache() {
    distribution
    cache
    try "$box/dist/bin/vitral" shell
    has_not "@$start/java.args"
    compilers_are all
}

it_makes_the_cache_when_asked() {
    distribution
    VITRAL_JAVA_OPTS=-Xmx1g VITRAL_START=train try "$box/dist/bin/vitral" segment x.jpg
    code_is 0
    has "-Dvitral.start=$box/dist/cache/start$java_home"
    is "$(tail -n 1 "$box/out")" org.vitral.launcher.Training
    has_not -Xmx1g
}

it_says_what_a_start_can_be() {
    distribution
    VITRAL_START=fast try "$box/dist/bin/vitral" models
    code_is 2
    err_has "VITRAL_START is fast, which is none of auto, frozen, plain, train"
    err_lines 1
}

it_uses_the_users_cache_where_the_program_cannot_be_written() {
    distribution
    chmod a-w "$box/dist"
    # Root can write everywhere.
    if [ -w "$box/dist" ]; then return 0; fi
    VITRAL_START=train try "$box/dist/bin/vitral"
    has "-Dvitral.start=$box/home/.cache/vitral/start$box/dist/for$java_home"
    XDG_CACHE_HOME=$box/xdg VITRAL_START=train try "$box/dist/bin/vitral"
    has "-Dvitral.start=$box/xdg/vitral/start$box/dist/for$java_home"
    XDG_CACHE_HOME=relative VITRAL_START=train try "$box/dist/bin/vitral"
    has "-Dvitral.start=$box/home/.cache/vitral/start$box/dist/for$java_home"
    HOME='' try "$box/dist/bin/vitral" models
    code_is 0
    has -Dvitral.start.train=
    chmod u+w "$box/dist"
}

it_does_without_the_optimising_compiler_for_what_is_over_soon() {
    distribution
    mkdir "$box/folder"
    echo x >"$box/one.jpg"
    cp "$box/one.jpg" "$box/two.jpg"
    try "$box/dist/bin/vitral"
    compilers_are short
    try "$box/dist/bin/vitral" models show deeplabv3
    compilers_are short
    try "$box/dist/bin/vitral" segment "$box/one.jpg" --output "$box/folder" --export mask
    compilers_are short
    try "$box/dist/bin/vitral" segment "$box/none.jpg"
    compilers_are short
}

it_has_all_compilers_for_what_takes_longer() {
    distribution
    mkdir "$box/folder"
    echo x >"$box/one.jpg"
    cp "$box/one.jpg" "$box/two.jpg"
    head -c 1100000 /dev/zero >"$box/large.jpg"
    for arguments in "$box/folder" "$box/one.jpg;$box/two.jpg" "$box/large.jpg" "$box/one.jpg;--tiles;2x" \
        "$box/one.jpg;--tiles=2x"; do
        (
            IFS=';'
            set -f
            # shellcheck disable=SC2086 # The arguments are divided by semicolons.
            try "$box/dist/bin/vitral" segment $arguments
            compilers_are all
        ) || die "short: $arguments"
    done
    for command in shell eval compare delegates; do
        try "$box/dist/bin/vitral" "$command"
        compilers_are all
    done
}

it_makes_the_cache_when_it_builds() {
    tree
    try "$work/launcher/vitral" models
    code_is 0
    grep -q -x org.vitral.launcher.Training "$target/build.log" || die "no training"
    tree
    rm -rf "$target"
    VITRAL_START=plain try "$work/launcher/vitral" models
    ! grep -q org.vitral.launcher.Training "$target/build.log" || die "a training"
}

it_says_that_a_distribution_is_not_complete() {
    distribution
    rm -r "$box/dist/lib"
    try "$box/dist/bin/vitral"
    code_is 1
    err_has "not complete"
    err_lines 1
}

it_says_that_a_colon_cannot_be_in_its_path() {
    distribution
    mv "$box/dist" "$box/a:b"
    try "$box/a:b/bin/vitral"
    code_is 1
    err_has "colon"
    err_lines 1
}

it_needs_a_java() {
    distribution
    rm -r "$java_home"
    try "$box/dist/bin/vitral"
    code_is 1
    err_has "vitral: no Java 25 or later was found."
}

it_builds_on_first_use_and_not_again() {
    tree
    try "$work/launcher/vitral" models
    code_is 0
    is "$(builds)" 1
    err_has "vitral: first use: building"
    err_lines 1
    is "$(head -n 1 "$box/out")" "java 25.0.1"
    grep -q -x -F -- "-Dvitral.home=$target/vitral" "$box/out" || die "no vitral.home"
    if grep -q noise "$box/out"; then die "the build is on stdout"; fi
    is "$(grep -c noise "$target/build.log")" 2
    long_ago
    try "$work/launcher/vitral" models
    code_is 0
    err_is_empty
    is "$(builds)" 1
}

it_builds_again_when_a_source_is_newer_or_gone() {
    tree
    try "$work/launcher/vitral"
    for change in "touch $sources/main/java/A.java" "rm $sources/main/java/B.java" "touch $work/pom.xml" \
        "touch $work/models/m.json"; do
        long_ago
        before=$(builds)
        (
            IFS=' '
            cd "$work"
            case $change in
                touch*) touch "${change#touch }" ;;
                rm*) rm "${change#rm }" ;;
            esac
        )
        try "$work/launcher/vitral"
        err_has "the sources are newer than what is built"
        is "$(builds)" "$((before + 1))"
    done
}

it_does_not_build_again_for_tests_documents_and_results() {
    tree
    try "$work/launcher/vitral"
    long_ago
    touch "$sources/test/java/ATest.java" "$sources/test/java/BTest.java" "$work/bundles/README.md" \
        "$work/bundles/org.vitral.x/target/y.jar"
    try "$work/launcher/vitral"
    err_is_empty
    is "$(builds)" 1
}

it_builds_again_for_what_was_saved_while_it_built() {
    tree
    cat >"$box/meanwhile" <<END
until [ -n "\$(find "$sources/main/java/A.java" -newer "$target/vitral.stamp.new")" ]; do
    touch "$sources/main/java/A.java"
done
END
    try "$work/launcher/vitral"
    : >"$box/meanwhile"
    try "$work/launcher/vitral"
    is "$(builds)" 2
}

it_shows_the_errors_of_a_failed_build_and_tries_again() {
    tree
    cat >"$box/meanwhile" <<'END'
echo "[INFO] something"
echo "[ERROR] Failed to execute goal x: cannot find symbol -> [Help 1]"
echo "[ERROR] "
echo "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch."
exit 1
END
    try "$work/launcher/vitral" models
    code_is 1
    out_is ""
    is "$(cat "$box/err")" "vitral: first use: building (a minute or more) ...
vitral: the build failed:
  Failed to execute goal x: cannot find symbol
vitral: the whole log is in $target/build.log"
    : >"$box/meanwhile"
    try "$work/launcher/vitral" models
    code_is 0
    is "$(builds)" 2
}

it_shows_the_end_of_a_log_without_errors() {
    tree
    echo 'echo "mvnw: no network"; exit 1' >"$box/meanwhile"
    try "$work/launcher/vitral"
    code_is 1
    err_has "  mvnw: no network"
}

it_builds_once_for_two_at_once() {
    tree
    two_at_once
}

it_builds_once_for_two_at_once_without_flock() {
    tree
    rm -f "$tools/flock"
    two_at_once
}

# The first build goes on until the second vitral has said that it waits.
two_at_once() {
    mkfifo "$box/started" "$box/waiting"
    printf 'echo >"%s"\nread -r line <"%s"\n' "$box/started" "$box/waiting" >"$box/meanwhile"
    script "$work/launcher/vitral" first >"$box/out" 2>"$box/err" &
    first=$!
    read -r line <"$box/started"
    script "$work/launcher/vitral" second 2>"$box/waiting" >"$box/second" &
    second=$!
    wait "$first" || die "the first one failed"
    wait "$second" || die "the second one failed"
    is "$(builds)" 1
    is "$(tail -n 1 "$box/out")" first
    is "$(tail -n 1 "$box/second")" second
    [ ! -e "$target/build.lock.d" ] || die "the lock was left"
}

it_takes_over_the_lock_of_a_process_that_is_gone() {
    tree
    rm -f "$tools/flock"
    true &
    gone=$!
    wait "$gone"
    mkdir -p "$target/build.lock.d"
    echo "$gone" >"$target/build.lock.d/pid"
    try "$work/launcher/vitral"
    code_is 0
    err_lines 1
    is "$(ls -A "$target" | grep lock || :)" ""
}

it_stops_the_build_when_it_is_stopped() {
    tree
    mkfifo "$box/started" "$box/never"
    cat >"$box/meanwhile" <<END
trap 'echo stopped >"$box/stopped"; exit 143' TERM
(read -r line <"$box/never") &
waiting=\$!
echo >"$box/started"
wait "\$waiting" || { kill "\$waiting"; exit 143; }
END
    script_in_place "$work/launcher/vitral" >"$box/out" 2>"$box/err" &
    pid=$!
    read -r line <"$box/started"
    kill "$pid"
    code=0
    wait "$pid" || code=$?
    # Lets the reader go that was left of the build.
    echo >"$box/never" &
    wait "$!"
    code_is 143
    out_is ""
    is "$(cat "$box/stopped")" stopped
    [ ! -e "$target/vitral.stamp" ] || die "a stamp was left"
}

it_says_in_a_line_that_it_cannot_build() {
    tree
    touch "$target"
    try "$work/launcher/vitral"
    code_is 1
    err_has "nothing is built yet, and $target cannot be written"
    err_lines 1
}
