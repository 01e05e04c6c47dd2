#!/usr/bin/env sh
# Brings PowerShell as a local .NET tool and hands the task on: ./build.sh <task> [parameters of build.ps1]
set -e
cd "$(dirname "$0")"
dotnet tool restore >/dev/null
exec dotnet pwsh -NoLogo -NoProfile -NonInteractive -File build.ps1 "$@"
