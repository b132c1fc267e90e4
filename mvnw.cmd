@echo off
rem Copyright the Vitral contributors
rem SPDX-License-Identifier: Apache-2.0

rem Runs Maven on a JDK 25 or later: an installed Maven from 3.8.7 up where there is one (MAVEN_HOME, M2_HOME,
rem PATH), else the one that .mvn\maven.properties names, fetched once from the Apache download site.
rem
rem   VITRAL_MAVEN_MIRROR   where to fetch from instead: a copy of https://archive.apache.org/dist
rem   MAVEN_USER_HOME       where to keep it: its folder vitral-maven (default: .m2 in the user's folder)

setlocal EnableExtensions DisableDelayedExpansion
set "PROJECT=%~dp0"
set "PROJECT=%PROJECT:~0,-1%"

rem ---- The JDK: JAVA_HOME, PATH, the usual places. 25 itself before a later one.
set "JDK="
if defined JAVA_HOME call :consider_jdk "%JAVA_HOME%"
if defined JDK goto jdk_found
for /f "delims=" %%J in ('where javac.exe 2^>nul') do call :consider_javac "%%~dpJ."
if defined JDK goto jdk_found
for %%V in (25 26 27 28 29 30) do call :consider_places %%V
if defined JDK goto jdk_found
echo mvnw: no JDK 25 or later was found. Looked at: JAVA_HOME, javac on the PATH, the usual places.>&2
echo   Get one: https://adoptium.net or "winget install EclipseAdoptium.Temurin.25.JDK".>&2
echo   One that is elsewhere is used when JAVA_HOME names its folder.>&2
exit /b 1

:jdk_found
set "JAVA_HOME=%JDK%"

rem ---- Maven: an installed one, else one that was fetched before, else fetch it now.
set "MAVEN="
if defined MAVEN_HOME call :consider_maven "%MAVEN_HOME%\bin\mvn.cmd"
if defined MAVEN goto maven_found
if defined M2_HOME call :consider_maven "%M2_HOME%\bin\mvn.cmd"
if defined MAVEN goto maven_found
for /f "delims=" %%M in ('where mvn.cmd 2^>nul') do call :consider_maven "%%M"
if defined MAVEN goto maven_found

set "WANTED="
set "CHECKSUM="
for /f "usebackq eol=# tokens=1,2 delims==" %%A in ("%PROJECT%\.mvn\maven.properties") do (
    if "%%A"=="version" set "WANTED=%%B"
    if "%%A"=="zip.sha512" set "CHECKSUM=%%B"
)
if not defined WANTED goto bad_properties
if not defined CHECKSUM goto bad_properties
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "CACHE=%MAVEN_USER_HOME%\vitral-maven"
set "MAVEN=%CACHE%\apache-maven-%WANTED%\bin\mvn.cmd"
if exist "%MAVEN%" goto maven_found
echo mvnw: no Maven from 3.8.7 up is installed; fetching Maven %WANTED% (9 MB) into %CACHE%>&2
rem PowerShell sees the variables of this script; nothing is pasted into its code. The archive is unpacked
rem into a folder of its own and moved in one step, so that nobody sees half of it.
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';" ^
  "$name = 'apache-maven-' + $env:WANTED;" ^
  "$final = Join-Path $env:CACHE $name;" ^
  "$work = Join-Path $env:CACHE ('.fetch.' + [guid]::NewGuid());" ^
  "try {" ^
  "  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12;" ^
  "  New-Item -ItemType Directory -Force -Path $work | Out-Null;" ^
  "  $zip = Join-Path $work 'archive.zip';" ^
  "  $sites = @('https://dlcdn.apache.org', 'https://archive.apache.org/dist');" ^
  "  if ($env:VITRAL_MAVEN_MIRROR) { $sites = @($env:VITRAL_MAVEN_MIRROR.TrimEnd('/')) };" ^
  "  $reason = $null; $fetched = $false;" ^
  "  foreach ($site in $sites) {" ^
  "    if (-not $fetched) {" ^
  "      $url = $site + '/maven/maven-3/' + $env:WANTED + '/binaries/' + $name + '-bin.zip';" ^
  "      try { Invoke-WebRequest -UseBasicParsing -Uri $url -OutFile $zip; $fetched = $true } catch { $reason = $_.Exception.Message }" ^
  "    }" ^
  "  };" ^
  "  if (-not $fetched) { throw ('cannot fetch ' + $url + ' (' + $reason + '); install Maven 3.8.7 or later, or set VITRAL_MAVEN_MIRROR to a copy of https://archive.apache.org/dist.') };" ^
  "  $sum = (Get-FileHash -Algorithm SHA512 -LiteralPath $zip).Hash;" ^
  "  if ($sum -ne $env:CHECKSUM) { throw ('what ' + $url + ' gave has the SHA-512 ' + $sum + ' and not ' + $env:CHECKSUM + ', so it is not used.') };" ^
  "  Expand-Archive -LiteralPath $zip -DestinationPath $work;" ^
  "  try { [IO.Directory]::Move((Join-Path $work $name), $final) } catch { if (-not (Test-Path -LiteralPath $final)) { throw } }" ^
  "} catch { [Console]::Error.WriteLine('mvnw: ' + $_.Exception.Message); exit 1 }" ^
  "finally { Remove-Item -Recurse -Force -LiteralPath $work -ErrorAction SilentlyContinue }"
if errorlevel 1 exit /b 1
if exist "%MAVEN%" goto maven_found
echo mvnw: what was fetched has no %MAVEN%.>&2
exit /b 1

:bad_properties
echo mvnw: %PROJECT%\.mvn\maven.properties lacks version or zip.sha512.>&2
exit /b 1

:maven_found
rem They may name another Maven than the one that was chosen.
set "MAVEN_HOME="
set "M2_HOME="
rem Libraries inside Maven call sun.misc.Unsafe, of which JDK 25 would warn.
set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
rem Without "call", which would change carets and percent signs in the arguments: cmd does not come back
rem here, and the exit code is Maven's.
"%MAVEN%" %*

rem ---- Takes the folder %1 as the JDK if it is one of 25 or later.
:consider_jdk
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "FEATURE="
for /f "usebackq tokens=2 delims==." %%F in (`findstr /b /c:"JAVA_VERSION=" "%~1\release"`) do set "FEATURE=%%~F"
if not defined FEATURE exit /b 0
set "FEATURE=%FEATURE:"=%"
set "FEATURE=%FEATURE:-ea=%"
if %FEATURE% GEQ 25 set "JDK=%~1"
exit /b 0

rem ---- %1 is a folder bin.
:consider_javac
for %%H in ("%~1\..") do call :consider_jdk "%%~fH"
exit /b 0

rem ---- The places where JDKs of the version %1 are usually installed.
:consider_places
for /d %%D in (
    "%ProgramFiles%\Eclipse Adoptium\jdk-%1*"
    "%LOCALAPPDATA%\Programs\Eclipse Adoptium\jdk-%1*"
    "%ProgramFiles%\Java\jdk-%1*"
    "%ProgramFiles%\Microsoft\jdk-%1*"
    "%ProgramFiles%\Zulu\zulu-%1*"
    "%ProgramFiles%\Amazon Corretto\jdk%1*"
    "%ProgramFiles%\BellSoft\LibericaJDK-%1*"
    "%ProgramFiles%\SapMachine\JDK\%1*"
    "%USERPROFILE%\.jdks\*-%1*"
    "%USERPROFILE%\scoop\apps\temurin%1-jdk\current*"
) do call :consider_jdk "%%~D"
exit /b 0

rem ---- Takes the command %1 as Maven if it is one from 3.8.7 up: by its file maven-core, else it is asked.
:consider_maven
if defined MAVEN exit /b 0
if not exist "%~1" exit /b 0
set "VERSION="
for %%F in ("%~dp1..\lib\maven-core-*.jar") do set "VERSION=%%~nF"
if defined VERSION goto maven_named
for /f "tokens=3" %%V in ('call "%~1" --version 2^>nul ^| findstr /c:"Apache Maven"') do set "VERSION=maven-core-%%V"
if not defined VERSION exit /b 0
:maven_named
set "VERSION=%VERSION:maven-core-=%"
set "MAJOR=0"
set "MINOR=0"
set "PATCH=0"
for /f "tokens=1-3 delims=.-" %%A in ("%VERSION%") do (
    if not "%%A"=="" set "MAJOR=%%A"
    if not "%%B"=="" set "MINOR=%%B"
    if not "%%C"=="" set "PATCH=%%C"
)
set /a NUMBER=MAJOR * 1000000 + MINOR * 1000 + PATCH
if %NUMBER% GEQ 3008007 set "MAVEN=%~1"
exit /b 0
