; The installer, for Inno Setup 6.3 or newer. `python dev.py package` compiles it and passes in
; Version, Bundle (the folder with the program), Icon and, when there is a signer, Signed.

#define Name "Inglenook"
#define Program "Inglenook.exe"

[Setup]
; Tells later versions that they are the same program: never change it.
AppId={{6F3B8C52-6B0E-4C56-9C55-1B7B4A3E8F0D}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher=The Inglenook authors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\{#Name}
DisableProgramGroupPage=yes
DisableDirPage=auto
; For this person alone, without an administrator; who wants it for everybody may say so.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\{#Program}
UninstallDisplayName={#Name}
LicenseFile={#SourcePath}..\..\LICENSE
OutputBaseFilename={#Name}-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; A running copy is asked to close, which saves its pages, and is started again.
CloseApplications=yes
RestartApplications=yes
#ifdef Signed
SignTool=signer
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Parts of an older version that the new one no longer has.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\{#Program}"; DestDir: "{app}"; Flags: ignoreversion {#ifdef Signed}sign{#endif}
Source: "{#Bundle}\_internal\*"; DestDir: "{app}\_internal"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

; Nothing here touches {localappdata}\inglenook: the notebook stays when the program goes.

[CustomMessages]
en.WebViewMissing=Inglenook shows its pages with Microsoft Edge WebView2, which this computer does not have yet.%n%nInstall the "WebView2 Runtime" from Microsoft, then start Inglenook.

[Code]
{ Where Microsoft says to look:
  learn.microsoft.com/microsoft-edge/webview2/concepts/distribution#detect-if-a-webview2-runtime-is-already-installed }
const
  WebViewClient = 'SOFTWARE\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}';
  WebViewClient32 = 'SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}';

function IsVersion(const Text: String): Boolean;
begin
  Result := (Text <> '') and (Text <> '0.0.0.0');
end;

function HasWebView: Boolean;
var
  Version: String;
begin
  Result :=
    (RegQueryStringValue(HKLM64, WebViewClient32, 'pv', Version) and IsVersion(Version)) or
    (RegQueryStringValue(HKLM32, WebViewClient, 'pv', Version) and IsVersion(Version)) or
    (RegQueryStringValue(HKCU, WebViewClient, 'pv', Version) and IsVersion(Version));
end;

procedure CurStepChanged(CurStep: TSetupStep);
begin
  if (CurStep = ssPostInstall) and not HasWebView then
    SuppressibleMsgBox(CustomMessage('WebViewMissing'), mbInformation, MB_OK, IDOK);
end;
