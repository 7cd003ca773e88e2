# From a bare machine to a running database server and migrated services: see --help.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')

$found = if (Get-Command node -ErrorAction SilentlyContinue) { node --version } else { 'none' }
if ($found -eq 'none' -or [version]($found.TrimStart('v') -replace '-.*$') -lt [version]'20.19.0') {
    Write-Error "setup: Node.js 20.19 or newer is needed (https://nodejs.org); found: $found." -ErrorAction Continue
    exit 1
}
$global:LASTEXITCODE = 0
if (-not (Test-Path node_modules/.package-lock.json)) { npm ci }
elseif (-not (Test-Path node_modules/.nilecare-built)) { node scripts/prepare.cjs }
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
node --import tsx scripts/setup.ts @args
exit $LASTEXITCODE
