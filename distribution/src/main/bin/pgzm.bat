@echo off
rem Starts pgzm from an unpacked package. JAVA_HOME chooses the Java; PGZM_JAVA_OPTS adds options to it.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC -Xms32m -Xmn16m -XX:MaxRAMPercentage=50 -XX:TieredStopAtLevel=1 %PGZM_JAVA_OPTS% ^
  -cp "%~dp0..\lib\pgzm.jar" dev.pgzm.distribution.Main %*
exit /b %ERRORLEVEL%
