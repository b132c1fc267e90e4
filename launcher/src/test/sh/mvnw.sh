# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0

# Tests of mvnw; see run. They fetch from a folder that stands for the Apache site.

work=$box/project
mkdir -p "$work/launcher" "$work/.mvn"
cp "$project/mvnw" "$work/mvnw"
cp "$project/launcher/find-jdk" "$work/launcher/find-jdk"
jdk 25.0.1 "$box/root/usr/lib/jvm/temurin-25"
java_home=$box/root/usr/lib/jvm/temurin-25

# A Maven in the folder $1 whose mvn tells who and how it is. It is called $2, and says its version $3 when asked.
maven() {
    mkdir -p "$1/bin"
    cat >"$1/bin/mvn" <<END
#!/bin/sh
if [ "\$*" = --version ]; then
    touch "$box/asked"
    echo "Apache Maven ${3:-unknown} (abc)"
    exit
fi
echo "maven $2"
echo "JAVA_HOME=\$JAVA_HOME"
printf '%s\n' "\$@"
END
    chmod +x "$1/bin/mvn"
}

# A Maven whose jar bears the version $2.
released() {
    maven "$1" "$2" "${3:-$2}"
    mkdir -p "$1/lib"
    touch "$1/lib/maven-core-$2.jar"
}

# The site's archive, and the properties that name it.
site() {
    released "$box/site/apache-maven-3.9.99" 3.9.99
    folder=$box/site/maven/maven-3/3.9.99/binaries
    archive=$folder/apache-maven-3.9.99-bin.tar.gz
    mkdir -p "$folder"
    tar -czf "$archive" -C "$box/site" apache-maven-3.9.99
    if [ -e "$tools/sha512sum" ]; then sum=$(sha512sum <"$archive"); else sum=$(shasum -a 512 <"$archive"); fi
    printf '# A comment\nversion=3.9.99\ntar.gz.sha512=%s\nzip.sha512=0\n' "${sum%% *}" >"$work/.mvn/maven.properties"
    VITRAL_MAVEN_MIRROR="file://$(printf %s "$box/site" | sed 's/ /%20/g')/"
    export VITRAL_MAVEN_MIRROR
    cache=$box/home/.m2/vitral-maven
}

it_runs_the_maven_on_the_path_on_the_jdk_that_was_found() {
    released "$box/maven" 3.8.7
    ln -s "$box/maven/bin/mvn" "$tools/mvn"
    cd "$work"
    try ./mvnw verify "-Dx=a b"
    out_is "maven 3.8.7
JAVA_HOME=$java_home
verify
-Dx=a b"
    err_is_empty
    [ ! -e "$box/asked" ] || die "Maven was started for its version"
}

it_passes_a_maven_that_is_too_old() {
    released "$box/old" 3.8.6
    released "$box/older" 2.99.99
    released "$box/new" 4.0.0-rc-4
    cd "$work"
    MAVEN_HOME=$box/older PATH=$box/old/bin:$PATH:$box/new/bin try ./mvnw
    is "$(head -n 1 "$box/out")" "maven 4.0.0-rc-4"
}

it_prefers_the_maven_that_maven_home_names() {
    released "$box/mine" 3.9.1
    released "$box/other" 3.9.2
    cd "$work"
    PATH=$PATH:$box/other/bin MAVEN_HOME=$box/mine try ./mvnw
    is "$(head -n 1 "$box/out")" "maven 3.9.1"
    PATH=$PATH:$box/other/bin M2_HOME=$box/mine try ./mvnw
    is "$(head -n 1 "$box/out")" "maven 3.9.1"
}

it_reads_the_version_of_debians_maven() {
    maven "$box/share/maven" debian 0.0.0
    mkdir -p "$box/share/maven/lib" "$box/share/maven-repo/org/apache/maven/maven-core/3.x" \
        "$box/share/maven-repo/org/apache/maven/maven-core/3.8.7"
    touch "$box/share/maven/lib/maven-core-3.x.jar"
    ln -s "$box/share/maven/bin/mvn" "$tools/mvn"
    cd "$work"
    try ./mvnw
    is "$(head -n 1 "$box/out")" "maven debian"
    [ ! -e "$box/asked" ] || die "Maven was started for its version"
}

it_asks_a_maven_whose_files_say_nothing() {
    maven "$box/odd" odd 3.9.4
    ln -s "$box/odd/bin/mvn" "$tools/mvn"
    cd "$work"
    try ./mvnw
    is "$(head -n 1 "$box/out")" "maven odd"
}

it_means_the_project_wherever_it_is_called_from() {
    released "$box/maven" 3.9.9
    ln -s "$box/maven/bin/mvn" "$tools/mvn"
    ln -s "$work/mvnw" "$box/link"
    cd "$box/home"
    try ../link verify
    is "$(sed 1,2d "$box/out")" "-f
$work/pom.xml
verify"
    try ../link verify --file=x.xml
    is "$(sed 1,2d "$box/out")" "verify
--file=x.xml"
    mkdir "$work/bundles"
    cd "$work/bundles"
    try ../mvnw verify
    is "$(sed 1,2d "$box/out")" verify
}

it_fetches_maven_once_where_none_is_installed() {
    [ -e "$tools/curl" ] || return 0
    site
    cd "$work"
    try ./mvnw verify
    is "$(head -n 1 "$box/out")" "maven 3.9.99"
    err_has "fetching Maven 3.9.99"
    err_lines 1
    is "$(ls -A "$cache")" apache-maven-3.9.99
    rm -r "$box/site"
    try ./mvnw verify
    is "$(head -n 1 "$box/out")" "maven 3.9.99"
    err_is_empty
}

it_keeps_what_several_fetch_at_once_whole() {
    [ -e "$tools/curl" ] || return 0
    site
    cd "$work"
    pids=
    for number in 1 2 3 4; do
        script ./mvnw "$number" >"$box/out.$number" 2>"$box/err.$number" &
        pids="$pids $!"
    done
    for pid in $pids; do wait "$pid" || die "one of four failed: $(cat "$box"/err.?)"; done
    for number in 1 2 3 4; do is "$(head -n 1 "$box/out.$number")" "maven 3.9.99"; done
    is "$(ls -A "$cache")" apache-maven-3.9.99
    is "$(ls "$cache/apache-maven-3.9.99" | tr '\n' ' ')" "bin lib "
}

it_leaves_the_maven_alone_that_another_one_put_there_in_the_last_moment() {
    [ -e "$tools/curl" ] || return 0
    site
    real_mv=$(readlink "$tools/mv")
    rm "$tools/mv"
    printf '#!/bin/sh\ncp -R "$1" "$2"\nexec "%s" "$@"\n' "$real_mv" >"$tools/mv"
    chmod +x "$tools/mv"
    cd "$work"
    try ./mvnw
    is "$(head -n 1 "$box/out")" "maven 3.9.99"
    is "$(ls "$cache/apache-maven-3.9.99" | tr '\n' ' ')" "bin lib "
}

it_uses_no_archive_with_another_checksum() {
    [ -e "$tools/curl" ] || return 0
    site
    echo more >>"$archive"
    cd "$work"
    try ./mvnw verify
    code_is 1
    out_is ""
    err_has "SHA-512"
    err_lines 2
    is "$(ls -A "$cache")" ""
}

it_says_in_a_line_that_it_cannot_fetch() {
    [ -e "$tools/curl" ] || return 0
    site
    rm "$archive"
    cd "$work"
    try ./mvnw verify
    code_is 1
    err_has "mvnw: cannot fetch file://"
    err_has "install Maven 3.8.7 or later"
    err_lines 2
    is "$(ls -A "$cache")" ""
}

it_says_in_a_line_that_there_is_nothing_to_fetch_with() {
    site
    rm -f "$tools/curl"
    cd "$work"
    try ./mvnw verify
    code_is 1
    err_has "neither curl nor wget"
    err_lines 2
}

it_says_in_a_line_that_the_folder_cannot_be_made() {
    site
    touch "$box/home/.m2"
    cd "$work"
    try ./mvnw verify
    code_is 1
    err_has "cannot make the folder $cache"
    err_lines 1
}

it_needs_a_jdk() {
    rm -r "$java_home"
    jdk 17.0.15 "$java_home"
    cd "$work"
    try ./mvnw verify
    code_is 1
    err_has "mvnw: no JDK 25 or later was found."
}

its_properties_name_a_version_and_two_checksums() {
    is "$(grep -c '^version=3\.[0-9]*\.[0-9]*$' "$project/.mvn/maven.properties")" 1
    is "$(grep -Ec '^(tar.gz|zip)\.sha512=[0-9a-f]{128}$' "$project/.mvn/maven.properties")" 2
}
