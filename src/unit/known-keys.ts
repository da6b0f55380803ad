/**
 * Directives that units of fleet's time hold. Only used to tell a directive that got lost between other lines from
 * words that happen to hold a `=`; what a directive means stands in the tables of the dialects.
 */
const KNOWN_KEYS: ReadonlySet<string> = new Set(
  [
    'Description Documentation Requires RequiresOverridable Requisite RequisiteOverridable Wants BindsTo BindTo PartOf',
    'Conflicts Before After OnFailure PropagatesReloadTo PropagateReloadTo ReloadPropagatedFrom JoinsNamespaceOf',
    'RequiresMountsFor OnFailureJobMode IgnoreOnIsolate IgnoreOnSnapshot StopWhenUnneeded RefuseManualStart',
    'RefuseManualStop AllowIsolate DefaultDependencies JobTimeoutSec JobTimeoutAction StartLimitInterval',
    'StartLimitIntervalSec StartLimitBurst StartLimitAction RebootArgument SourcePath',
    'ConditionPathExists ConditionPathExistsGlob ConditionPathIsDirectory ConditionPathIsSymbolicLink',
    'ConditionPathIsMountPoint ConditionPathIsReadWrite ConditionDirectoryNotEmpty ConditionFileNotEmpty',
    'ConditionFileIsExecutable ConditionFirstBoot ConditionHost ConditionVirtualization ConditionKernelCommandLine',
    'ConditionArchitecture ConditionACPower AssertPathExists AssertPathIsDirectory AssertFileNotEmpty AssertHost',
    'WantedBy RequiredBy Alias Also DefaultInstance',
    'Type RemainAfterExit GuessMainPID PIDFile BusName ExecStart ExecStartPre ExecStartPost ExecReload ExecStop',
    'ExecStopPost RestartSec TimeoutStartSec TimeoutStopSec TimeoutSec RuntimeMaxSec WatchdogSec Restart',
    'SuccessExitStatus RestartPreventExitStatus RestartForceExitStatus PermissionsStartOnly RootDirectoryStartOnly',
    'NonBlocking NotifyAccess Sockets FailureAction FileDescriptorStoreMax USBFunctionDescriptors',
    'WorkingDirectory RootDirectory User Group SupplementaryGroups DynamicUser PAMName Environment EnvironmentFile',
    'PassEnvironment UnsetEnvironment UMask Nice OOMScoreAdjust IOSchedulingClass IOSchedulingPriority',
    'CPUSchedulingPolicy CPUSchedulingPriority CPUAffinity StandardInput StandardOutput StandardError SyslogIdentifier',
    'SyslogFacility SyslogLevel TTYPath LimitCPU LimitFSIZE LimitDATA LimitSTACK LimitCORE LimitRSS LimitNOFILE LimitAS',
    'LimitNPROC LimitMEMLOCK LimitLOCKS LimitSIGPENDING LimitMSGQUEUE LimitNICE LimitRTPRIO LimitRTTIME',
    'CapabilityBoundingSet AmbientCapabilities Capabilities SecureBits ReadWriteDirectories ReadOnlyDirectories',
    'InaccessibleDirectories ReadWritePaths ReadOnlyPaths InaccessiblePaths PrivateTmp PrivateDevices PrivateNetwork',
    'ProtectSystem ProtectHome MountFlags NoNewPrivileges SystemCallFilter RuntimeDirectory RuntimeDirectoryMode',
    'KillMode KillSignal SendSIGHUP SendSIGKILL Slice Delegate CPUAccounting CPUShares CPUWeight CPUQuota',
    'MemoryAccounting MemoryLimit MemoryLow MemoryHigh MemoryMax MemorySwapMax TasksAccounting TasksMax BlockIOWeight',
    'IOWeight DeviceAllow DevicePolicy',
    'ListenStream ListenDatagram ListenSequentialPacket ListenFIFO Accept BindIPv6Only SocketUser SocketMode Service',
    'OnActiveSec OnBootSec OnStartupSec OnUnitActiveSec OnUnitInactiveSec OnCalendar AccuracySec RandomizedDelaySec',
    'Unit Persistent WakeSystem PathExists PathExistsGlob PathChanged PathModified DirectoryNotEmpty MakeDirectory',
    'What Where Options DirectoryMode SloppyOptions LazyUnmount',
    'MachineID MachineOf MachineMetadata Global Replaces X-ConditionMachineID X-ConditionMachineBootID',
    'X-ConditionMachineOf X-ConditionMachineMetadata X-Conflicts',
  ].flatMap((line) => line.split(' ')),
);

const KNOWN_SECTION =
  /^[ \t]*\[(?:Unit|Service|Install|Socket|Timer|Path|Mount|Automount|Swap|Slice|Scope|Device|X-[A-Za-z]+)\]/;

/** `ExecStop` of a line such as `ExecStop=/bin/x`, `[Install]` of a header; null for any other line. */
export function structureOf(line: string): string | null {
  const section = KNOWN_SECTION.exec(line);
  if (section !== null) return section[0].trim();
  const [, key] = /^[ \t]*([A-Za-z-]{1,40})[ \t]*=/.exec(line) ?? [];
  return key !== undefined && KNOWN_KEYS.has(key) ? `${key}=` : null;
}
