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
; .md files and links; the Explorer is told to look again.
ChangesAssociations=yes
; A running copy is asked to close, which saves its pages. It is not started again by itself: that
; takes RegisterApplicationRestart, and whoever installs by hand is offered the start at the end.
CloseApplications=yes
RestartApplications=no
#ifdef Signed
SignTool=signer
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "ja"; MessagesFile: "compiler:Languages\Japanese.isl"

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

[Registry]
; inglenook://page/… shows a page. "--": what a link says is never an option (CWE-88).
Root: HKA; Subkey: "Software\Classes\inglenook"; ValueType: string; ValueName: ""; ValueData: "URL:{#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\inglenook"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\inglenook\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\{#Program},0"
Root: HKA; Subkey: "Software\Classes\inglenook\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" -- ""%1"""
; "Open with" for .md files: offered, and never made the default.
Root: HKA; Subkey: "Software\Classes\Inglenook.Markdown"; ValueType: string; ValueName: ""; ValueData: "Markdown"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Inglenook.Markdown\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\{#Program},0"
Root: HKA; Subkey: "Software\Classes\Inglenook.Markdown\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" -- ""%1"""
Root: HKA; Subkey: "Software\Classes\.md\OpenWithProgids"; ValueType: string; ValueName: "Inglenook.Markdown"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.markdown\OpenWithProgids"; ValueType: string; ValueName: "Inglenook.Markdown"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" -- ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".md"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".markdown"; ValueData: ""

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

; Nothing here touches {localappdata}\inglenook: the notebook stays when the program goes.

[CustomMessages]
en.WebViewMissing=Inglenook shows its pages with Microsoft Edge WebView2, which this computer does not have yet.%n%nInstall the "WebView2 Runtime" from Microsoft, then start Inglenook.
de.WebViewMissing=Inglenook zeigt seine Seiten mit Microsoft Edge WebView2, das auf diesem Computer noch fehlt.%n%nInstallieren Sie die „WebView2 Runtime“ von Microsoft, und starten Sie dann Inglenook.
es.WebViewMissing=Inglenook muestra sus páginas con Microsoft Edge WebView2, que este equipo todavía no tiene.%n%nInstale «WebView2 Runtime» de Microsoft y después inicie Inglenook.
fr.WebViewMissing=Inglenook affiche ses pages avec Microsoft Edge WebView2, que cet ordinateur n’a pas encore.%n%nInstallez « WebView2 Runtime » de Microsoft, puis démarrez Inglenook.
ja.WebViewMissing=Inglenook は Microsoft Edge WebView2 でページを表示しますが、このコンピューターにはまだありません。%n%nMicrosoft の「WebView2 Runtime」をインストールしてから、Inglenook を起動してください。

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
