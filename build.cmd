@echo off
rem Brings PowerShell as a local .NET tool and hands the task on: build.cmd <task> [parameters of build.ps1]
cd /d "%~dp0"
dotnet tool restore >nul || exit /b 1
dotnet pwsh -NoLogo -NoProfile -NonInteractive -File build.ps1 %*
