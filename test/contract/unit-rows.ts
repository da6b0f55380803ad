/** mapping A, B, C. */
export const UNIT_ROWS = `
A02 | an instance has the name of its template and its own
foo@bar.service: ES=DR a nginx:1
> Deployment/foo-bar metadata.labels.app.kubernetes.io/name="foo"
> Deployment/foo-bar metadata.labels.app.kubernetes.io/instance="foo-bar"

A05 | characters of a name
Foo_Bar.service: ES=DR a nginx:1
> Deployment/foo-bar metadata.name="foo-bar"
> NOTE A05 name-changed

A06 | a name that is too long
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.service: ES=DR a nginx:1
> Deployment/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-423403f4 spec.replicas=1
> NOTE A06 name-changed

A07 | two units that want one name
foo_bar.service: ES=DR a nginx:1
foo-bar.service: ES=DR b redis:1
> Deployment/foo-bar c.image="docker.io/library/redis:1"
> NOTE A07 name-changed

A32 | words for other programs
a.service: X-Foo=1 // ES=DR a nginx:1 // [X-Bar] // K=v
> Deployment/a metadata.annotations.fleetlift.dev/x-Bar.K="v"
> NOTE A32 ignored-extension

A08 | a Service that begins with a digit | --kube-version 1.35
1web.service: ES=DR a -p 80:80 nginx:1
> Service/s-1web spec.ports[0].port=80
> Deployment/1web metadata.name="1web"

A22 | selector
a.service: ES=DR a nginx:1
> Deployment/a spec.selector.matchLabels.app.kubernetes.io/name="a"
> Deployment/a spec.selector.matchLabels.app.kubernetes.io/instance="a"
! Deployment/a spec.selector.matchLabels.app.kubernetes.io/version

A23 | version of the image on the object only
a.service: ES=DR a nginx:1.2
> Deployment/a metadata.labels.app.kubernetes.io/version="1.2"
! Deployment/a spec.template.metadata.labels.app.kubernetes.io/version

A28 | X-Fleet lines as an annotation
a.service: ES=DR a nginx:1 // [X-Fleet] // Conflicts=b*
> Deployment/a metadata.annotations.fleetlift.dev/x-fleet="Conflicts=b*"

A29 | Description=
a.service: [Unit] // Description=The shop // [Service] // ES=DR a nginx:1
> Deployment/a metadata.annotations.kubernetes.io/description="The shop"

B01 | an empty unit
a.service: [Unit]
> ERROR D0-39 empty-unit
> outcome a.service refused

B01a | several ExecStart= without oneshot
a.service: ES=DR a nginx:1 // ES=DR b nginx:1
> ERROR B01a unit-does-not-load
! Deployment/

B01a | oneshot with Restart=always
a.service: Type=oneshot // Restart=always // ES=DR a nginx:1
> ERROR B01a unit-does-not-load
! Job/

B04 | only housekeeping
a.service: Type=oneshot // ES=/usr/bin/docker pull nginx:1
> NOTE B04 not-needed
> outcome a.service housekeeping

B10 | a global oneshot works in an init container beside one pause container
a.service: Type=oneshot // ES=DR a busybox:1 touch /x // [X-Fleet] // Global=true
> DaemonSet/a ic0.args=["touch","/x"]
> DaemonSet/a c.image="registry.k8s.io/pause:3.10"
> APPROX B10 runs-once-a-node
! DaemonSet/a ic1
! DaemonSet/a c1

B14 | a Deployment with one replica is recreated
a.service: ES=DR a nginx:1
> Deployment/a spec.replicas=1
> Deployment/a spec.strategy.type="Recreate"

B20 | a template without instances
a@.service: ES=DR a nginx:1
> Deployment/a spec.replicas=1
> DECIDE B20 how-many-instances

B23 | instances that are alike | --instances a@=1..3
a@.service: ES=DR a-%i nginx:1
> Deployment/a spec.replicas=3
> Deployment/a spec.strategy.rollingUpdate.maxSurge=0
> NOTE B23 instances-alike

B24 | instances that differ by their number | --instances a@=2..4
a@.service: ES=DR a-%i -e ID=%i nginx:1
> StatefulSet/a spec.ordinals.start=2
> StatefulSet/a spec.podManagementPolicy="Parallel"
> StatefulSet/a c.env[1].value="$(INSTANCE)"
> StatefulSet/a c.env[0].valueFrom.fieldRef.fieldPath="metadata.labels['apps.kubernetes.io/pod-index']"

B25 | %i in a host port | --instances a@=1..2
a@.service: ES=DR a-%i -p 808%i:80 nginx:1
> Service/a-1 spec.ports[0].port=8081
> Service/a-2 spec.ports[0].port=8082
> NOTE B25 instances-apart

B26 | instances that are words | --instances a@=blue,green
a@.service: ES=DR a-%i -e C=%i nginx:1
> Deployment/a-blue c.env[0].value="blue"
> NOTE B26 instances-apart

B27 | one instance that another unit conflicts with | --instances a@=1..2
a@.service: ES=DR a-%i nginx:1
b.service: ES=DR b nginx:1 // [X-Fleet] // Conflicts=a@1.service
> Deployment/b pod.affinity.podAntiAffinity.required[0].labelSelector.matchExpressions[0].values=["a-1"]
> NOTE B27 instances-apart

B27a | a global template | --instances a@=1..2
a@.service: ES=DR a-%i nginx:1 // [X-Fleet] // Global=true
> DaemonSet/a-1 c.image="docker.io/library/nginx:1"
> DaemonSet/a-2 c.image="docker.io/library/nginx:1"
> NOTE B27a instances-apart

B28 | sidekick template that is bound | --instances a@=1..2 --instances b@=1..2
a@.service: ES=DR a-%i nginx:1
b@.service: [Unit] // BindsTo=a@%i.service // After=a@%i.service // [Service] // ES=DR b-%i busybox:1 // [X-Fleet] // MachineOf=a@%i.service
> Deployment/a spec.replicas=2
> Deployment/a c1.name="b"
! Deployment/b

B28a | the same without a binding | --instances a@=1..2 --instances b@=1..2
a@.service: ES=DR a-%i nginx:1
b@.service: ES=DR b-%i busybox:1 // [X-Fleet] // MachineOf=a@%i.service
> Deployment/b-2 pod.affinity.podAffinity.required[0].labelSelector.matchExpressions[0].values=["a-2"]
> DECIDE B28a merge-or-apart

B29 | quorum software | --instances a@=1..3
a@.service: ES=DR a-%i elasticsearch:1
> StatefulSet/a spec.replicas=3
> Service/a-peers spec.publishNotReadyAddresses=true
> DECIDE B29 decide

B30 | a oneshot
a.service: Type=oneshot // ES=DR a busybox:1 date
> Job/a pod.restartPolicy="Never"
> Job/a spec.backoffLimit=0
> APPROX B30 runs-once

B30a | a drained node does not end the Job
a.service: Type=oneshot // ES=DR a busybox:1 date
> Job/a spec.podFailurePolicy.rules[0].action="Ignore"
> Job/a spec.podFailurePolicy.rules[0].onPodConditions[0].type="DisruptionTarget"

B31 | tries of a oneshot with the start limit
a.service: Type=oneshot // Restart=on-failure // ES=DR a busybox:1 date
> Job/a spec.backoffLimit=4
> APPROX B31 differs
> NOTE B31 not-needed

B31 | tries of a oneshot that never meets the limit
a.service: Type=oneshot // Restart=on-failure // RestartSec=30 // ES=DR a busybox:1 date
> Job/a spec.backoffLimit=6

B32 | several ExecStart= lines, one ignored
a.service: Type=oneshot // ES=DR a busybox:1 date // ES=-DR b busybox:1 true // ES=DR c busybox:1 ls
> Job/a ic0.args=["date"]
> Job/a ic1.args=["true"]
> Job/a c.args=["ls"]
> DECIDE D2-20 decide

B33 | a oneshot before one workload on its machine
a.service: Type=oneshot // ES=DR a -v /srv/x:/d busybox:1 mkdir -p /d/x
b.service: [Unit] // Requires=a.service // After=a.service // [Service] // ES=DR b -v /srv/x:/d nginx:1 // [X-Fleet] // MachineOf=a.service
> Deployment/b ic0.name="a"
> APPROX B33 prepares-pod
! Job/

B33c | bound to a oneshot that ends
a.service: Type=oneshot // ES=DR a busybox:1 ls
b.service: [Unit] // BindsTo=a.service // After=a.service // [Service] // ES=DR b nginx:1
> ERROR B33c never-ran
> account After= unsupported B33c
! Deployment/b

B34 | a oneshot before several workloads
a.service: Type=oneshot // ES=DR a busybox:1 ls
b.service: [Unit] // Requires=a.service // After=a.service // [Service] // ES=DR b nginx:1
c.service: [Unit] // Requires=a.service // After=a.service // [Service] // ES=DR c nginx:1
> Job/a c.args=["ls"]
> DECIDE B34 decide

B36 | set-up and tear-down
a.service: Type=oneshot // RemainAfterExit=yes // ES=DR a busybox:1 ls // ExecStop=DR b busybox:1 ls
> DECIDE B36 set-up-and-tear-down
> outcome a.service needs-decision

B37 | docker run -d
a.service: ES=/usr/bin/docker run -d --name a nginx:1 // ExecStop=/usr/bin/docker stop a
> Deployment/a c.image="docker.io/library/nginx:1"
> APPROX B37 ran-detached

B38 | a hook for the shutdown
a.service: Type=oneshot // RemainAfterExit=yes // ExecStop=/usr/bin/foo
> LOST B38 unsupported
! DECIDE

B40 | a timer
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=Mon..Fri 09:00
> CronJob/a spec.schedule="0 9 * * 1-5"
> CronJob/a spec.concurrencyPolicy="Forbid"
> CronJob/a spec.startingDeadlineSeconds=60
> NOTE B44 not-needed

B43 | Persistent=
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=daily // Persistent=true
> CronJob/a spec.schedule="0 0 * * *"
! CronJob/a spec.startingDeadlineSeconds

B44 | a zone with summer time
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=*-*-* 02:30 Europe/Berlin
> CronJob/a spec.timeZone="Europe/Berlin"
> APPROX B44a differs

B45 | two times that one cron line cannot say
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=08:00 // OnCalendar=09:30
> CronJob/a-1 spec.schedule="0 8 * * *"
> CronJob/a-2 spec.schedule="30 9 * * *"
> APPROX B45 differs

B47 | a monotonic timer
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnBootSec=1min // OnUnitActiveSec=90min
> CronJob/a spec.schedule="@every 1h30m"
> APPROX B47 differs
! CronJob/a spec.timeZone

B47a | a monotonic timer that nothing starts
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnUnitActiveSec=5min
> ERROR B47a timer-never-fires
! CronJob/

B47b | cron fields on request | --option cron-fields
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnBootSec=1min // OnUnitActiveSec=15min
> CronJob/a spec.schedule="*/15 * * * *"

B49 | less than a minute
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnBootSec=1 // OnUnitActiveSec=20s
> DECIDE B49 decide
! CronJob/

B52 | RandomizedDelaySec=
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=daily // RandomizedDelaySec=120
> LOST B52 unsupported

B55 | timer and service on every machine
a.service: Type=oneshot // ES=DR a busybox:1 ls // [X-Fleet] // Global=true
a.timer: [Timer] // OnCalendar=daily // [X-Fleet] // Global=true
> DECIDE B55 decide

B57 | a timer of a service that runs all the time
a.service: Restart=always // ES=DR a nginx:1
a.timer: [Timer] // OnCalendar=daily
> Deployment/a c.image="docker.io/library/nginx:1"
> APPROX B57 differs

B58 | a timer without its service
a.timer: [Timer] // OnCalendar=daily
> ERROR B58 timer-without-service

B58a | a timer without a trigger, and its service
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=bogus
> ERROR B58a timer-never-fires
> NOTE B58a systemd-ignored
> account ls unsupported B58a

B46 | calendar and monotonic
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=daily // OnUnitActiveSec=1h
> CronJob/a spec.schedule="0 0 * * *"
> DECIDE B46 decide

B50 | after the boot
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnBootSec=1min
> Job/a c.args=["ls"]
> NOTE B50 not-needed

B51 | after the start of the timer
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnActiveSec=1min
> Job/a c.args=["ls"]
> APPROX B51 differs

B54 | events of the machine
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=daily // WakeSystem=yes // OnClockChange=yes
> LOST B54 unsupported

B55a | only the timer is global
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=daily // [X-Fleet] // Global=true
> CronJob/a spec.schedule="0 0 * * *"
> NOTE B55a not-needed

B56 | a service that stays active
a.service: Type=oneshot // RemainAfterExit=yes // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=daily
> Job/a c.args=["ls"]
> NOTE B56 not-needed

B45a | a list that belongs to the minutes
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=08:00,20:00
> CronJob/a spec.schedule="0,20 8 * * *"
> NOTE B45a two-times

B4-3 | a date that cannot come
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=*-02-30
> ERROR B4-3 never-elapses

B4-4 | one date
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=2030-01-01
> Job/a c.args=["ls"]
> DECIDE B4-4 decide

B4-5 | seconds
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=*:0:30
> CronJob/a spec.schedule="0 * * * *"
> APPROX B4-5 differs

B4-2 | wrap-around of weekdays
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=Fri..Mon 09:00
> ERROR B58a timer-never-fires

B4-6 | weekday and day of the month
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=Mon *-*-1..7 04:00
> DECIDE B4-6 not-cron
! CronJob/

B4-8 | a step that covers its field, and Sunday
a.service: Type=oneshot // ES=DR a busybox:1 ls
a.timer: [Timer] // OnCalendar=Sat..Sun *:0/15
> CronJob/a spec.schedule="*/15 * * * 0,6"

B60 | a target groups
g.target: [Unit] // Description=x
a.service: ES=DR a nginx:1 // [Install] // WantedBy=g.target
> Deployment/a metadata.labels.app.kubernetes.io/part-of="g"
> NOTE B60 not-needed

B61 | a socket
a.socket: [Socket] // ListenStream=80
a.service: ES=DR a nginx:1
> Service/a spec.ports[0].port=80
> DECIDE B61 decide

B62 | one process for each connection
a.socket: [Socket] // ListenStream=80 // Accept=yes
a.service: ES=DR a nginx:1
> LOST B62 unsupported
! Service/

B63 | a unix socket
a.socket: [Socket] // ListenStream=/run/x.sock
a.service: ES=DR a nginx:1
> LOST B63 unsupported

B64 | systemd-socket-proxyd
p.socket: [Socket] // ListenStream=80
p.service: ES=/usr/lib/systemd/systemd-socket-proxyd 127.0.0.1:8080
> RETIRED B64 retired
> DECIDE B64 decide

B65 | a path
a.path: [Path] // PathExists=/x // Unit=a.service
a.service: ES=DR a nginx:1
> DECIDE B65 decide
> outcome a.path needs-decision

B66 | a device
x.device: [Unit] // Description=x
> LOST B66 unsupported

B67 | a data container
data.service: Type=oneshot // RemainAfterExit=yes // ES=/usr/bin/docker run --name data -v /data busybox:1 true
d.service: ES=DR d --volumes-from data nginx:1
> Deployment/d c.volumeMounts[0].mountPath="/data"
> APPROX E5-13 differs
! Job/data

B67a | state in a data container
data.service: Type=oneshot // ExecStartPre=-/bin/sh -c 'docker inspect data || docker run --name data -v /var/lib/mysql busybox:1 true' // ES=/bin/true
db.service: ES=DR db --volumes-from data mysql:5
> Deployment/db pod.volumes[0].persistentVolumeClaim.claimName="db-mysql"
> DECIDE B67a docker-volume
> outcome data.service replaced
! Deployment/db pod.volumes[0].emptyDir

B70 | etcd
etcd.service: ES=/usr/bin/etcd2
> RETIRED B70 retired
> DECIDE B70 decide

B70 | a name alone retires nothing
etcd.service: ES=DR a nginx:1
> Deployment/etcd c.image="docker.io/library/nginx:1"
! RETIRED

B72 | the daemon of docker
docker.service: ES=/usr/bin/docker -d
> RETIRED B72 retired

B75 | skydns
sky.service: ES=DR sky skynetservices/skydns:1
> RETIRED B75 retired

B76 | registrator
reg.service: ES=DR reg gliderlabs/registrator:1
> RETIRED B76 retired

B79 | cadvisor is asked about
cad.service: ES=DR cad google/cadvisor:1
> Deployment/cad c.image="docker.io/google/cadvisor:1"
> DECIDE B79 decide

B80 | a program of the machine
a.service: ES=/opt/bin/x y
> DECIDE B80 host-program
! Deployment/

B81 | with an image, by its short name | --option image-map=a=reg.io/x:1
a.service: ES=/opt/bin/x y
> Deployment/a c.image="reg.io/x:1"
> Deployment/a c.command=["/opt/bin/x","y"]

B82 | on the node | --option host-exec=a --option shell-image=alpine:3
a.service: ES=/usr/sbin/foo y
> Deployment/a c.command=["nsenter","-t","1","-m","-u","-i","-n","-p","--","/usr/sbin/foo","y"]
> Deployment/a c.securityContext.privileged=true
> Deployment/a pod.hostPID=true
> LOST B82 unsupported

B82 | on the node without an image that has nsenter | --option host-exec=a
a.service: ES=/usr/sbin/foo y
> DECIDE B82 decide
! ERROR

B84 | configuration of the machine
a.service: Type=oneshot // ES=/usr/sbin/sysctl -w x=1
> LOST G87 host-change
! DECIDE

B90 | nfs with a sub-path
srv-x.mount: [Mount] // What=nas:/x // Where=/srv/x // Type=nfs
a.service: [Unit] // Requires=srv-x.mount // [Service] // ES=DR a -v /srv/x/sub:/d nginx:1
> Deployment/a pod.volumes[0].nfs.server="nas"
> Deployment/a c.volumeMounts[0].subPath="sub"

B92 | cifs
srv-c.mount: [Mount] // What=//x/y // Where=/srv/c // Type=cifs
> DECIDE B92 decide

B93 | a disk of the machine
srv-y.mount: [Mount] // What=/dev/sdb // Where=/srv/y // Type=ext4
> DECIDE B93 decide

B94 | tmpfs
srv-z.mount: [Mount] // What=t // Where=/srv/z // Type=tmpfs // Options=size=64M
a.service: ES=DR a -v /srv/z:/z nginx:1
> Deployment/a pod.volumes[0].emptyDir.medium="Memory"
> Deployment/a pod.volumes[0].emptyDir.sizeLimit="64Mi"
> APPROX B94 differs

B95 | a bind mount
srv-b.mount: [Mount] // What=/o // Where=/srv/b // Type=none // Options=bind
a.service: ES=DR a -v /srv/b:/b nginx:1
> Deployment/a pod.volumes[0].hostPath.path="/o"
> NOTE B95 not-needed

B96 | a file system without a driver
srv-d.mount: [Mount] // What=x // Where=/srv/d // Type=glusterfs
> DECIDE B96 decide

C01 | words behind a value
a.service: ES=DR a nginx:1 // [X-Fleet] // Global=true # yes
> APPROX C01 not-global
! DaemonSet/

C02 | quoted pairs
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata="a=1" "b=2"
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["1"]
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[1].key="b"

C04 | a specifier that fleet does not know
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=host=%H
> ERROR C04 never-placed
! Deployment/

C05 | an empty MachineOf=
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineOf=
> ERROR C05 never-placed

C06 | an unknown key
a.service: ES=DR a nginx:1 // [X-Fleet] // Foo=bar
> NOTE C06 fleet-ignores
> Deployment/a spec.replicas=1

C10 | Global=
a.service: ES=DR a nginx:1 // [X-Fleet] // Global=on
> DaemonSet/a spec.updateStrategy.rollingUpdate.maxUnavailable=1
> DECIDE C11 taints-keep-away

C11 | tolerations on request | --option global-tolerations=all
a.service: ES=DR a nginx:1 // [X-Fleet] // Global=true
> DaemonSet/a pod.tolerations[0].operator="Exists"

C12a | a global unit beside one that is pinned
a.service: ES=DR a nginx:1 // [X-Fleet] // Global=true // Conflicts=b.service
b.service: ES=DR b nginx:1 // [X-Fleet] // MachineMetadata=ip=10.0.0.1
> DaemonSet/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].operator="NotIn"
> DaemonSet/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["10.0.0.1"]
! DaemonSet/a pod.affinity.podAntiAffinity

C12c | a global unit in conflict
a.service: ES=DR a nginx:1 // [X-Fleet] // Global=true // Conflicts=b.service
b.service: ES=DR b nginx:1
> DaemonSet/a spec.updateStrategy.rollingUpdate.maxSurge=1
> DaemonSet/a spec.updateStrategy.rollingUpdate.maxUnavailable=0
> APPROX C12c global-conflict
> DECIDE C12d right-of-way

C12f | two global units in conflict
a.service: ES=DR a nginx:1 // [X-Fleet] // Global=true // Conflicts=b.service
b.service: ES=DR b nginx:1 // [X-Fleet] // Global=true
> ERROR C12f never-placed
> account nginx:1 unsupported C12f
! DaemonSet/b

C13 | a malformed pair
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=a=b c=d
> NOTE C13 fleet-ignores
! Deployment/a pod.affinity

C13 | blanks in a pair
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=a = b
> ERROR C13 never-placed

C14 | values of one key
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=a=2 // MachineMetadata=a=1
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["1","2"]
> APPROX C16 placement-frozen

C14 | nodeSelector on request | --option simple-selectors
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=a=2
> Deployment/a pod.nodeSelector.a="2"
! Deployment/a pod.affinity

C17 | keys and values that are no labels
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=a:b=c/d
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key="a_x3Ab"
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["c_x2Fd"]
> NOTE C17 label-encoded

C19 | a machine
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineID=0123456789abcdef0123456789abcdef
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key="fleetlift.dev/machine-id"
> DECIDE C19 pinned-to-machine

C19d | a short id and its node | --option node-map=0123456789abcdef0123456789abcdef=n1
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineID=01234567
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].values=["n1"]

C19 | a boot
a.service: ES=DR a nginx:1 // [X-Fleet] // X-ConditionMachineBootID=0123
> ERROR C19 never-placed

C19c | an empty id
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineID=
> ERROR C19c never-placed

C20 | conflicts by pattern
a.service: ES=DR a nginx:1 // [X-Fleet] // Conflicts=b* c?.service
b1.service: ES=DR b nginx:1
c1.service: ES=DR c nginx:1
> Deployment/a pod.affinity.podAntiAffinity.required[0].labelSelector.matchExpressions[0].values=["b1","c1"]
> Deployment/a pod.affinity.podAntiAffinity.required[0].topologyKey="kubernetes.io/hostname"
! Deployment/b1 pod.affinity

C21 | a pattern that matches nothing
a.service: ES=DR a nginx:1 // [X-Fleet] // Conflicts=zzz*
> NOTE C21 matches-nothing

C22a | a pattern that matches the unit alone
mon.service: ES=DR a nginx:1 // [X-Fleet] // Conflicts=mon*
> NOTE C22a not-needed
! Deployment/mon pod.affinity

C25 | a peer that is in conflict
a.service: ES=DR a nginx:1
b.service: ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service // Conflicts=a.service
> ERROR C50 fleet-refuses
! Deployment/b

C26 | a conflict with a Job
a.service: Type=oneshot // ES=DR a nginx:1
b.service: ES=DR b nginx:1 // [X-Fleet] // Conflicts=a.service
> Deployment/b pod.affinity.podAntiAffinity.required[0].labelSelector.matchExpressions[0].values=["a"]
> NOTE C26 not-needed

C29a | soft conflicts | --option soft-conflicts
a.service: ES=DR a nginx:1 // [X-Fleet] // Conflicts=b.service
b.service: ES=DR b nginx:1
> Deployment/a pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight=100

C31a | ports of a follower
a.service: ES=DR a -p 80:80 nginx:1
b.service: [Unit] // BindsTo=a.service // After=a.service // [Service] // ES=DR b -p 81:81 nginx:1 // [X-Fleet] // MachineOf=a.service
> Service/b spec.ports[0].port=81
> Service/b spec.selector.app.kubernetes.io/instance="a"
> NOTE C34 not-enforced
> APPROX C32 shares-pod

C32c | a follower that narrows its leader
a.service: ES=DR a nginx:1
b.service: [Unit] // BindsTo=a.service // After=a.service // [Service] // ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service // MachineMetadata=x=y
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["y"]
> APPROX C32c differs

C32c | constraints that no machine meets
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=x=z
b.service: [Unit] // BindsTo=a.service // After=a.service // [Service] // ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service // MachineMetadata=x=y
> ERROR C32c never-placed
> account After= unsupported C32c
! Deployment/b

C33 | a follower that is up before its leader, and the grace of both
a.service: [Unit] // After=b.service // Requires=b.service // [Service] // ES=DR a nginx:1 // ExecStop=/usr/bin/docker stop -t 20 a
b.service: [Unit] // BindsTo=a.service // [Service] // Restart=always // ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service
> Deployment/a ic0.restartPolicy="Always"
> Deployment/a pod.terminationGracePeriodSeconds=110

C36 | two peers
a.service: ES=DR a nginx:1
b.service: ES=DR b nginx:1
c.service: ES=DR c nginx:1 // [X-Fleet] // MachineOf=a.service // MachineOf=b.service
> DECIDE C36 several-peers
! Deployment/c pod.affinity.podAffinity.required[1]

C38 | a peer that is missing
b.service: ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service
> Deployment/b pod.affinity.podAffinity.required[0].labelSelector.matchExpressions[0].values=["a"]
> DECIDE C38 peer-missing

C38a | a peer that is no more
etcd.service: ES=/usr/bin/etcd
b.service: ES=DR b nginx:1 // [X-Fleet] // MachineOf=etcd.service
> NOTE C38a not-needed
! Deployment/b pod.affinity

C39 | a unit that follows itself
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineOf=a.service
> NOTE C39 not-needed
! Deployment/a pod.affinity

C42 | Replaces=
a.service: ES=DR a nginx:1 // [X-Fleet] // Replaces=b*
b.service: ES=DR b nginx:1
> LOST C42 replaces-others

C42 | Replaces= on request | --option replaces
a.service: ES=DR a nginx:1 // [X-Fleet] // Replaces=b*
b.service: ES=DR b nginx:1
> PriorityClass/fleet-replaces value=1000
> Deployment/a pod.priorityClassName="fleet-replaces"
> APPROX C42 differs

C44 | a fast failover | --option fast-failover
a.service: ES=DR a nginx:1
> Deployment/a pod.tolerations[0].tolerationSeconds=0
> Deployment/a pod.tolerations[1].key="node.kubernetes.io/unreachable"

C48 | the order of the apply
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=ip=10.0.0.1
b.service: ES=DR b nginx:1 // [X-Fleet] // Conflicts=a.service
> NOTE C48 order-matters

C50 | Conflicts= with Replaces=
a.service: ES=DR a nginx:1 // [X-Fleet] // Conflicts=b // Replaces=c
> ERROR C50 fleet-refuses
`;
