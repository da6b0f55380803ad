/** mapping D0, D12, D1–D10. */
export const SYSTEMD_ROWS = String.raw`
D0-10 | sections, keys, and what fleet keeps of them
a.service: ES=DR a nginx:1 // Foo=bar
> NOTE D0-14 unknown-directive

D0-16 | an empty assignment resets
a.service: ES=DR a nginx:1 // ES= // ES=DR b redis:1
> Deployment/a c.image="docker.io/library/redis:1"
! ERROR

D0-17 | enumerations are case-sensitive
a.service: ES=DR a nginx:1 // Restart=Always
> NOTE D0-17 systemd-ignored

D0-20 | a size with a B
a.service: ES=DR a nginx:1 // MemoryLimit=512MB
> NOTE D0-20 systemd-ignored

D0-24 | a program without a path
a.service: ES=docker run --rm --name a nginx:1
> NOTE D0-24 program-without-path
> Deployment/a c.image="docker.io/library/nginx:1"

D0-26 | a variable that is a whole word
a.service: Environment="O=-e A=1 -e B=2" // ES=DR a $O $NONE nginx:1 echo a$O
> Deployment/a c.env[1].name="B"
> Deployment/a c.args=["echo","a$O"]
> NOTE D0-28 literal-variable

D0-27 | variables in braces
a.service: Environment=V=1 // ES=DR a -e A=\${V} -e B=\${N}x -e C=\${V:-d} nginx:1
> Deployment/a c.env[0].value="1"
> Deployment/a c.env[1].value="x"
> Deployment/a c.env[2].value="\${V:-d}"

D0-29 | two dollars, and what the kubelet would rewrite
a.service: ES=DR a nginx:1 sh -c 'echo $$HOME $$(date)'
> Deployment/a c.args=["sh","-c","echo $HOME $$(date)"]

D0-32 | an escape that systemd does not know
a.service: Environment="A=1" "B=\q" "C=3" // ES=DR a -e A -e C nginx:1
> Deployment/a c.env[0].value="1"
> NOTE D0-32 environment-word-ignored
> APPROX E3-07 unset-variable

D0-35 | a variable as the program
a.service: Environment=P=/usr/bin/docker // ES=$P run nginx:1
> ERROR D0-35 variable-in-program-path
! Deployment/
! account Environment= unsupported B38

D0-37 | blanks behind a backslash
a.service: ES=/usr/bin/docker run \  // --name=a -e A=1 nginx:1
> Deployment/a c.env[0].value="1"
> NOTE D0-37 joined-by-fleet

D0-38 | what a join swallows
a.service: ES=DR a nginx:1 \  // ExecStop=/usr/bin/docker stop a
> DECIDE D0-38 swallowed
> Deployment/a c.args=["ExecStop=/usr/bin/docker","stop","a"]

D12-01 | specifiers of the name
a-b@x-y.service: ES=DR a -e n=%n -e N=%N -e p=%p -e P=%P -e i=%i -e I=%I -e f=%f -e pc=%% nginx:1
> Deployment/a-b-x-y c.env[0].value="a-b@x-y.service"
> Deployment/a-b-x-y c.env[1].value="a-b@x-y"
> Deployment/a-b-x-y c.env[3].value="a/b"
> Deployment/a-b-x-y c.env[5].value="x/y"
> Deployment/a-b-x-y c.env[6].value="/x/y"
> Deployment/a-b-x-y c.env[7].value="%"

D12-07 | the machine's name
a.service: ES=DR a -e H=%H nginx:1
> Deployment/a c.env[0].valueFrom.fieldRef.fieldPath="spec.nodeName"
> Deployment/a c.env[1].value="$(NODE_NAME)"
> APPROX G71 host-address

D12-08 | the machine's id
a.service: ES=DR a -e M=%m nginx:1
> Deployment/a c.env[0].value="REPLACE_ME_VALUE"
> DECIDE E3-01 unknown-value

D12-14 | the manager's user
a.service: ES=DR a -e u=%u -e U=%U -e h=%h nginx:1
> Deployment/a c.env[0].value="root"
> Deployment/a c.env[1].value="0"
> Deployment/a c.env[2].value="/root"

D12-19 | a specifier of a later systemd
a.service: ES=DR a -e j=%j nginx:1
> Deployment/a c.env[0].value="%j"
> NOTE D12-19 literal-specifier

D13-03 | a drop-in of the daemon
docker.service: ES=/usr/bin/docker -d
docker.service.d/x.conf: Environment=DOCKER_OPTS=--insecure-registry=reg:5000
> RETIRED B72 retired
> DECIDE D13-03 decide

D1-03a | Wants=
a.service: [Unit] // Wants=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> NOTE D1-03a not-enforced

D1-03b | Requires=
a.service: [Unit] // Requires=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> APPROX D1-03b differs

D1-03c | Requisite=
a.service: [Unit] // Requisite=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> APPROX D1-03c differs

D1-03d | Upholds=
a.service: [Unit] // Upholds=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> account Upholds= no-effect D1-03d

D1-04 | After=
a.service: [Unit] // After=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> NOTE D1-04 not-enforced

D1-05a | BindsTo=
a.service: [Unit] // BindsTo=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> LOST D1-05a unsupported

D1-06 | PartOf=, PropagatesStopTo=, StopPropagatedFrom=
a.service: [Unit] // PartOf=b.service // PropagatesStopTo=b.service // StopPropagatedFrom=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> LOST D1-06a unsupported
> LOST D1-06b unsupported
> LOST D1-06c unsupported

D1-07 | Conflicts= of systemd
a.service: [Unit] // Conflicts=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> LOST D1-07 unsupported
! Deployment/a pod.affinity

D1-08 | PropagatesReloadTo=
a.service: [Unit] // PropagatesReloadTo=b.service // [Service] // ES=DR a nginx:1
> LOST D1-08 unsupported

D1-09 | JoinsNamespaceOf=
a.service: [Unit] // JoinsNamespaceOf=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> DECIDE D1-09 decide

D1-11 | StopWhenUnneeded=
a.service: [Unit] // StopWhenUnneeded=yes // [Service] // ES=DR a nginx:1
> NOTE D1-11 not-needed

D1-12 | OnFailure=
a.service: [Unit] // OnFailure=b.service // [Service] // ES=DR a nginx:1
b.service: ES=DR b nginx:1
> LOST D1-12 unsupported

D1-13 | a start limit that can be reached
a.service: Restart=always // ES=DR a nginx:1 // StartLimitInterval=60 // StartLimitBurst=3
> LOST D1-13 unsupported

D1-13a | a start limit in the wrong section
a.service: Restart=always // ES=DR a nginx:1 // StartLimitIntervalSec=60
> NOTE D1-13a wrong-section

D1-14 | FailureAction=
a.service: [Unit] // FailureAction=reboot // [Service] // ES=DR a nginx:1
> LOST D1-14 unsupported

D1-16 | ConditionPathExists=
a.service: [Unit] // ConditionPathExists=/x // [Service] // ES=DR a nginx:1
> DECIDE D1-16 decide

D1-18 | ConditionArchitecture=
a.service: [Unit] // ConditionArchitecture=x86-64 // ConditionArchitecture=!arm // [Service] // ES=DR a nginx:1
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["amd64"]
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[1].operator="NotIn"

D1-20 | ConditionVirtualization=
a.service: [Unit] // ConditionVirtualization=vm // [Service] // ES=DR a nginx:1
> LOST D1-20 unsupported

D1-21 | an empty condition clears the others
a.service: [Unit] // ConditionPathExists=/x // ConditionPathExists= // [Service] // ES=DR a nginx:1
> account ConditionPathExists= no-effect D0-16
! DECIDE D1-16

D1-22 | AssertPathExists=
a.service: [Unit] // AssertPathExists=/y // [Service] // ES=DR a nginx:1
> APPROX D1-22 differs

D2-02 | Type=forking
a.service: Type=forking // PIDFile=/run/x // ES=/usr/bin/docker run -d --name a nginx:1
> APPROX B37 ran-detached
> account PIDFile= no-effect D2-02

D2-04 | Type=notify
a.service: Type=notify // ES=DR a nginx:1
> DECIDE D2-04 decide

D2-04 | Type=notify of systemd-docker
a.service: Type=notify // ES=/opt/bin/systemd-docker run --rm --name a nginx:1
> NOTE D2-04 not-needed

D2-05 | BusName=
a.service: Type=dbus // BusName=x.y // ES=DR a nginx:1
> LOST D2-05 unsupported

D2-08 | ExecCondition=
a.service: ExecCondition=/usr/bin/test -f /x // ES=DR a nginx:1
> DECIDE D2-08 decide
> account /usr/bin/test needs-decision D2-08

D2-09 | a container in ExecStartPre=
a.service: ExecStartPre=DR p busybox:1 touch /x // ES=DR a nginx:1
> Deployment/a ic0.args=["touch","/x"]
> APPROX D2-09 once-per-pod

D2-11 | docker exec in ExecStartPost=
a.service: ES=DR a nginx:1 // ExecStartPost=/usr/bin/docker exec a touch /x
> Deployment/a c.lifecycle.postStart.exec.command=["touch","/x"]
> APPROX D2-11 hook-moments

D2-12 | ExecReload=
a.service: ES=DR a nginx:1 // ExecReload=/usr/bin/docker kill -s HUP a
> LOST D2-12 unsupported
> account HUP unsupported D2-12

D2-13a | ExecStop= in the container
a.service: ES=DR a nginx:1 // ExecStop=/usr/bin/docker exec a nginx -s quit // ExecStop=/usr/bin/docker stop -t 20 a
> Deployment/a c.lifecycle.preStop.exec.command=["nginx","-s","quit"]
> APPROX D2-13 hook-moments

D2-14 | ExecStopPost=
a.service: ES=DR a nginx:1 // ExecStopPost=/bin/foo x
> LOST D2-14 unsupported

D2-14 | ExecStopPost= that only removes
a.service: ES=DR a nginx:1 // ExecStopPost=-/usr/bin/docker rm a
> account rm no-effect G01
! LOST

D2-15 | no Restart=
a.service: ES=DR a nginx:1
> APPROX D2-15 restarts-anyway

D2-15 | no Restart= on request | --option respect-no-restart
a.service: ES=DR a nginx:1
> Job/a pod.restartPolicy="Never"
! Deployment/

D2-16 | Restart=always
a.service: Restart=always // ES=DR a nginx:1
> Deployment/a spec.replicas=1
! APPROX D2-15

D2-17 | Restart=on-failure on request | --option finite
a.service: Restart=on-failure // ES=DR a nginx:1
> Job/a spec.backoffLimit=4

D2-18 | RestartPreventExitStatus=
a.service: Restart=always // RestartPreventExitStatus=3 SIGTERM 125 // ES=DR a nginx:1
> LOST D2-18 unsupported
> NOTE D2-18 not-needed
> NOTE D2-19a not-needed

D2-18a | RestartPreventExitStatus= of a Job
a.service: Type=oneshot // Restart=on-failure // RestartPreventExitStatus=5 3 // ES=DR a nginx:1
> Job/a spec.podFailurePolicy.rules[0].action="FailJob"
> Job/a spec.podFailurePolicy.rules[0].onExitCodes.values=[3,5]
> Job/a spec.podFailurePolicy.rules[1].action="Ignore"

D2-19 | SuccessExitStatus=
a.service: Restart=on-failure // SuccessExitStatus=143 // ES=DR a nginx:1
> APPROX D2-19 differs

D2-20 | argv[0] of a program
a.service: ES=@/usr/bin/x named one // ExecStop=@/usr/bin/docker dock stop b
> NOTE D2-20 own-argv0

D2-20 | argv[0] of a client
a.service: ES=@/usr/bin/docker dock run --rm --name a nginx:1 // ExecStop=@/bin/sh me -c "docker stop a"
> Deployment/a c.name="a"
! NOTE D2-20

D2-21 | RestartSec=
a.service: Restart=always // RestartSec=3 // ES=DR a nginx:1
> LOST D2-21 unsupported

D2-22 | TimeoutStartSec=
a.service: TimeoutStartSec=30 // ES=DR a nginx:1
> NOTE D2-22 not-needed

D2-22a | TimeoutStartSec= of a oneshot
a.service: Type=oneshot // TimeoutStartSec=300 // ES=DR a nginx:1
> Job/a spec.activeDeadlineSeconds=360
> APPROX D2-22a differs

D2-24 | TimeoutAbortSec=, RuntimeMaxSec=, WatchdogSec=
a.service: TimeoutAbortSec=30 // RuntimeMaxSec=60 // WatchdogSec=5 // ES=DR a nginx:1
> NOTE D2-24 not-needed
> LOST D2-25 unsupported
> DECIDE D2-26 decide

D2-27 | Sockets=, PermissionsStartOnly=, OOMPolicy=, ExitType=
a.service: Sockets=a.socket // PermissionsStartOnly=yes // OOMPolicy=kill // ExitType=cgroup // ES=DR a nginx:1
> LOST D2-27 unsupported
> NOTE D2-28 not-needed
> NOTE D2-29 not-needed
> NOTE D2-06 not-needed

D2-40 | docker stop -t
a.service: ES=DR a nginx:1 // ExecStop=/usr/bin/docker stop -t 20 a
> Deployment/a pod.terminationGracePeriodSeconds=20

D2-40 | docker stop with --stop-timeout
a.service: ES=DR a --stop-timeout 33 nginx:1 // ExecStop=/usr/bin/docker stop a
> Deployment/a pod.terminationGracePeriodSeconds=33

D2-40 | docker stop
a.service: ES=DR a nginx:1 // ExecStop=/usr/bin/docker stop a
> Deployment/a pod.terminationGracePeriodSeconds=10

D2-40 | docker kill
a.service: ES=DR a nginx:1 // ExecStop=/usr/bin/docker kill a
> Deployment/a pod.terminationGracePeriodSeconds=1
> APPROX D2-40 differs

D2-40a | no ExecStop=
a.service: ES=DR a nginx:1 // TimeoutStopSec=7
> Deployment/a pod.terminationGracePeriodSeconds=7
> NOTE D2-40a client-gave-up

D3-02 | an environment file of a program | --option image-map=a=x:1
a.service: EnvironmentFile=/etc/x.env // EnvironmentFile=-/etc/y.env // ES=/opt/x y
/etc/y.env: Y=1
> Deployment/a c.env[0].value="1"
> DECIDE D3-02 decide

D3-02d | an environment file that has to exist
a.service: EnvironmentFile=/etc/a.env // ES=DR a nginx:1
> NOTE D3-02d environment-file-required

D3-02d | one that may be missing, one that every machine had, and one that is given
a.service: EnvironmentFile=-/etc/a.env // EnvironmentFile=/etc/environment // EnvironmentFile=/etc/b.env // ES=DR a nginx:1
/etc/b.env: B=1
! NOTE D3-02d

D3-05 | User= of the docker client
a.service: User=core // ES=DR a nginx:1
> NOTE Z1 client-only
! Deployment/a c.securityContext.runAsUser

D3-05 | User= of a program | --option image-map=a=x:1
a.service: User=9 // Group=8 // ES=/opt/x y
> Deployment/a c.securityContext.runAsUser=9
> Deployment/a c.securityContext.runAsGroup=8

D3-08 | WorkingDirectory= of a program | --option image-map=a=x:1
a.service: WorkingDirectory=/w // ES=/opt/x y
> Deployment/a c.workingDir="/w"

D3-11 | LimitNOFILE= of a program | --option image-map=a=x:1
a.service: LimitNOFILE=9 // UMask=022 // Nice=5 // OOMScoreAdjust=1 // CPUAffinity=1 // ES=/opt/x y
> LOST D3-11 unsupported
> LOST D3-10 unsupported
> LOST D3-13 unsupported
> LOST D3-14 unsupported
> LOST D3-15 unsupported

D3-16 | capabilities of a program | --option image-map=a=x:1
a.service: CapabilityBoundingSet=CAP_NET_ADMIN // NoNewPrivileges=yes // AmbientCapabilities=CAP_CHOWN // ES=/opt/x y
> Deployment/a c.securityContext.capabilities.add=["NET_ADMIN"]
> Deployment/a c.securityContext.capabilities.drop=["ALL"]
> Deployment/a c.securityContext.allowPrivilegeEscalation=false
> LOST D3-17 unsupported

D3-21 | AppArmorProfile= of a program | --option image-map=a=x:1
a.service: AppArmorProfile=p // SystemCallFilter=x // PAMName=x // ES=/opt/x y
> Deployment/a c.securityContext.appArmorProfile.localhostProfile="p"
> APPROX D3-19 differs
> LOST D3-22 unsupported

D3-24 | a file system that is read only | --option image-map=a=x:1
a.service: ProtectSystem=strict // PrivateUsers=yes // ES=/opt/x y
> Deployment/a c.securityContext.readOnlyRootFilesystem=true
> Deployment/a pod.hostUsers=false

D3-26 | BindPaths= | --option image-map=a=x:1
a.service: BindPaths=/srv/x:/y // ES=/opt/x y
> Deployment/a pod.volumes[0].hostPath.path="/srv/x"
> Deployment/a c.volumeMounts[0].mountPath="/y"

D3-28 | directories of a program | --option image-map=a=x:1
a.service: RuntimeDirectory=r // StateDirectory=s // LogsDirectory=l // ES=/opt/x y
> Deployment/a pod.volumes[0].emptyDir={}
> Deployment/a c.volumeMounts[0].mountPath="/run/r"
> NOTE D3-28 carried-over
> DECIDE D3-29 decide
> DECIDE D3-30 decide

D3-33 | output and input | --option image-map=a=x:1
a.service: StandardOutput=file:/x // StandardError=null // StandardInput=tty // SyslogIdentifier=x // ES=/opt/x y
> DECIDE D3-34 decide
> LOST D3-35 unsupported
> LOST D3-36 unsupported
> NOTE D3-37 not-needed

D4-01a | KillMode= of a docker unit
a.service: KillMode=process // ES=DR a nginx:1
> account KillMode= no-effect D4-01a

D4-01b | KillMode=none without ExecStop=
a.service: KillMode=none // ES=DR a nginx:1
> APPROX D4-01b differs
! Deployment/a pod.terminationGracePeriodSeconds

D4-02 | KillSignal=
a.service: KillSignal=SIGINT // ES=DR a nginx:1
> DECIDE D4-02 stop-signal

D4-03 | further signals | --option image-map=a=x:1
a.service: SendSIGKILL=no // SendSIGHUP=yes // ES=/opt/x y
> LOST D4-04 unsupported
> LOST D4-03 unsupported

D5-01 | MemoryMax= of a program | --option image-map=a=x:1
a.service: MemoryMax=1.5G // ES=/opt/x y
> Deployment/a c.resources.limits.memory="1536Mi"
> APPROX H93 limit-reserves

Z1 | MemoryLimit= of a docker unit
a.service: MemoryLimit=1G // ES=DR a nginx:1
> NOTE Z1 client-only
! Deployment/a c.resources

Z1 | on request | --option promote-client-limits
a.service: MemoryLimit=1G // ES=DR a nginx:1
> Deployment/a c.resources.limits.memory="1Gi"

D5-06 | CPUQuota= of a program | --option image-map=a=x:1
a.service: CPUQuota=150% // MemorySwapMax=0 // TasksMax=9 // CPUAccounting=yes // IPAddressDeny=any // ES=/opt/x y
> Deployment/a c.resources.limits.cpu="1500m"
> LOST D5-03 unsupported
> LOST D5-08 unsupported
> NOTE D5-10 not-needed
> DECIDE D5-13 decide

D6-04 | DefaultInstance=
a.service: ES=DR a nginx:1 // [Install] // Also=y.service // DefaultInstance=q
> NOTE D6-03 not-needed
> DECIDE D6-04 decide

D8-02 | a datagram socket, and one of sctp
a.socket: [Socket] // ListenDatagram=53
a.service: ES=DR a nginx:1
b.socket: [Socket] // ListenStream=80 // SocketProtocol=sctp
b.service: ES=DR b nginx:1
> Service/a spec.ports[0].protocol="UDP"
> Service/b spec.ports[0].protocol="SCTP"

D8-08 | options of a socket
a.socket: [Socket] // ListenStream=80 // Backlog=9 // PipeSize=9
a.service: ES=DR a nginx:1
> NOTE D8-08 not-needed
> account PipeSize= no-effect D8-08a

D10-01 | Where= that is not the name
srv-x.mount: [Mount] // What=nas:/x // Where=/srv/y // Type=nfs
> ERROR D10-01 bad-value
`;
