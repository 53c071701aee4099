@echo off
rem The Windows twin of `make run`. Written without a Windows machine at hand: untried.
rem Settings as there: set PORT=8001, set HOST=0.0.0.0, set DEMO=0 before the call.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"

for %%P in ("py -3.13" "py -3.12" "py -3.11" "py -3" "python") do (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && (
        %%~P scripts\start.py
        goto :end
    )
)
echo 没有找到 Python 3.11 或更高版本，请先安装，安装时勾选 Add python.exe to PATH。
echo No Python 3.11 or newer was found. Install one, with "Add python.exe to PATH" ticked.
set FAILED=1

:end
if errorlevel 1 set FAILED=1
if defined FAILED pause
endlocal
