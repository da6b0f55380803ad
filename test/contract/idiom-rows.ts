/** mapping G, H. */
export const IDIOM_ROWS = String.raw`
G01 | the own container
a.service: ExecStartPre=-/usr/bin/docker rm -f a // ES=DR a nginx:1
> account rm no-effect G01
! LOST

G02 | the container of another unit
a.service: ExecStartPre=-/usr/bin/docker kill other // ES=DR a nginx:1 // ExecStop=/usr/bin/docker stop b
> LOST G02 unsupported
> account other unsupported G02
> account b unsupported G02
> Deployment/a pod.terminationGracePeriodSeconds=90

G02a | a signal to the container of another unit
a.service: ES=DR a nginx:1
b.service: ExecStartPre=/usr/bin/docker kill -s HUP a // ES=DR b nginx:1
> LOST G92 unsupported

G03 | docker pull
a.service: ExecStartPre=/usr/bin/docker pull nginx:1 // ES=DR a nginx:1
> Deployment/a c.imagePullPolicy="Always"

G04 | a pull when the image is missing
a.service: ExecStartPre=/bin/sh -c 'docker history nginx:1 >/dev/null || docker pull nginx:1' // ES=DR a nginx:1
> Deployment/a c.imagePullPolicy="IfNotPresent"

G06 | a random suffix
a.service: ES=/bin/sh -c 'docker run --rm --name a_$(uuidgen) nginx:1'
> Deployment/a c.image="docker.io/library/nginx:1"
! DECIDE

G08 | docker tag
a.service: ExecStartPre=/usr/bin/docker tag redis:1 nginx:1 // ES=DR a nginx:1
> Deployment/a c.image="docker.io/library/redis:1"

G12 | create and start
a.service: ExecStartPre=-/usr/bin/docker create --name a -e A=1 nginx:1 // ES=/usr/bin/docker start -a a
> Deployment/a c.env[0].value="1"
> APPROX G12 differs

G13 | run -d and logs -f
a.service: Restart=on-failure // ExecStartPre=/usr/bin/docker run -d --name a nginx:1 // ES=/usr/bin/docker logs -f a
> Deployment/a c.image="docker.io/library/nginx:1"
> APPROX G13 differs

G15a | a container on the host network before one that is not
a.service: ExecStartPre=DR p --net=host busybox:1 ls // ES=DR a nginx:1
> DECIDE G15a decide
! Deployment/a ic0

G16 | an installer of systemd-docker
a.service: ExecStartPre=DR p -v /opt/bin:/opt/bin ibuildthecloud/systemd-docker // ES=/opt/bin/systemd-docker run --rm --name a nginx:1
> account --volume no-effect G16
! Deployment/a ic0
! Deployment/a pod.volumes

G17 | systemd-docker passes its environment and takes the limits of the unit
a.service: MemoryLimit=64M // Environment=Z=1 // ES=/opt/bin/systemd-docker --env run --rm --name a -m 128m nginx:1
> Deployment/a c.env[0].name="Z"
> Deployment/a c.resources.limits.memory="64Mi"

G18 | docker build, docker cp
a.service: ExecStartPre=/usr/bin/docker build -t x . // ExecStartPre=/usr/bin/docker cp a:/x /y // ES=DR a nginx:1
> DECIDE G18 decide

G20 | systemctl
a.service: ExecStartPre=/usr/bin/systemctl is-active b // ExecStartPre=/usr/bin/systemctl start c // ES=DR a nginx:1
> LOST G20 controls-units
> account is-active no-effect D1-03

G22 | sleep
a.service: ExecStartPre=/bin/sleep 3 // ES=DR a nginx:1
> NOTE G22 sleeps

G22a | sleep before the stop
a.service: ES=DR a nginx:1 // ExecStop=/bin/sleep 5 // ExecStop=/usr/bin/docker stop -t 20 a
> Deployment/a c.lifecycle.preStop.sleep.seconds=5
> Deployment/a pod.terminationGracePeriodSeconds=25

G31 | a shell around docker
a.service: ES=/bin/sh -c 'export A=1; exec docker run --rm --name a -e A=$A nginx:1'
> Deployment/a c.env[0].value="1"
> NOTE G31 wrapper-removed

G33 | the whole command in variables
a.service: Environment="A00=run" "A01=--name" // ES=/usr/bin/docker $A00 $A01 a nginx:1
> Deployment/a c.name="a"

G34 | a pipe between containers
a.service: ES=/bin/sh -c 'docker run --rm --name a nginx:1 | docker run -i x'
> ERROR G34 container-pipe

G34 | a pipe into the log
a.service: ES=/bin/sh -c 'docker run --rm --name a nginx:1 | logger -t x'
> NOTE G34 output-to-host
> Deployment/a c.image="docker.io/library/nginx:1"

G35 | the shell of the image
a.service: ES=DR a nginx:1 sh -c "echo $$X"
> Deployment/a c.args=["sh","-c","echo $X"]

G36 | a loop around docker run
a.service: ES=/bin/sh -c 'while true; do docker run --rm nginx:1; sleep 5; done'
> APPROX G36 differs

G37 | docker exec by a timer
a.service: Type=oneshot // ES=/usr/bin/docker exec web ls
a.timer: [Timer] // OnCalendar=daily
> DECIDE G37 runs-in-container

G38 | the events of docker
a.service: ES=/usr/bin/docker events
> DECIDE G38 decide

G40 | a wait becomes a probe
a.service: TimeoutStartSec=30 // ES=DR a -p 80:8080 nginx:1 // ExecStartPost=/bin/sh -c 'until curl -f http://localhost:80/health; do sleep 3; done'
> Deployment/a c.readinessProbe.httpGet.port=8080
> Deployment/a c.readinessProbe.httpGet.path="/health"
> Deployment/a c.readinessProbe.periodSeconds=3
> Deployment/a c.startupProbe.failureThreshold=6
> NOTE G40 probe-derived

G41 | a wait for another unit
a.service: ExecStartPre=/bin/sh -c 'until nc -z b 80; do sleep 1; done' // ES=DR a nginx:1
> NOTE G41 waits
! Deployment/a ic0

G45 | the check of an announcer
a.service: ES=DR a -p 80:80 nginx:1
a-announce.service: [Unit] // BindsTo=a.service // [Service] // ES=/bin/sh -c 'while true; do curl -f localhost:80/h && etcdctl set /s/a 1.2.3.4:80 --ttl 60; sleep 20; done'
> Deployment/a c.readinessProbe.httpGet.path="/h"
> Deployment/a c.readinessProbe.periodSeconds=20
> Deployment/a c.readinessProbe.failureThreshold=3
> RETIRED G50 announces
! Deployment/a-announce

G51 | the unit announces itself
a.service: ES=DR a -p 80:80 nginx:1 // ExecStartPost=/usr/bin/etcdctl set /s/a %H:80
> RETIRED G50 announces
> Service/a spec.ports[0].port=80

G58 | a name for registrator
a.service: ES=DR a -e SERVICE_NAME=foo -p 80:80 nginx:1
> Service/foo spec.selector.app.kubernetes.io/instance="a"

G60 | a key of etcd
a.service: ES=/bin/sh -c 'docker run --rm --name a -e X=$(etcdctl get /a/b) nginx:1'
> Deployment/a c.env[0].valueFrom.configMapKeyRef.key="a.b"
> DECIDE G60 unknown-key

G64 | a unit that seeds a key
a.service: Type=oneshot // ES=/usr/bin/etcdctl mk /config/x v
b.service: ES=/bin/sh -c 'docker run --rm --name b -e X=$(etcdctl get /config/x) nginx:1'
> ConfigMap/etcd-config data.config.x="v"
> NOTE G64 carried-over
> outcome a.service replaced

G55 | a key of skydns
a.service: ES=DR a -p 80:80 nginx:1 // ExecStartPost=/usr/bin/etcdctl set /skydns/local/skydns/web '{"host":"1.2.3.4"}'
> DECIDE G55 decide

G57 | a value that is no address
a.service: ES=DR a nginx:1 // ExecStartPost=/usr/bin/etcdctl set /x/weight 5
> DECIDE G57 decide

G59 | a helper of a load balancer
a.service: ES=DR a -p 80:80 nginx:1
elb.service: [Unit] // BindsTo=a.service // [Service] // ES=DR elb foo/elb-presence:1 // [X-Fleet] // MachineOf=a.service
> DECIDE G59 decide
> RETIRED G59a retired
! Deployment/elb

G60b | a family of keys
a.service: EnvironmentFile=/etc/environment // ES=/bin/sh -c 'docker run --rm --name a -e X=$(etcdctl get /a/$COREOS_PRIVATE_IPV4) nginx:1'
> DECIDE G60b key-family

G62 | a key that holds a secret
a.service: ES=/bin/sh -c 'docker run --rm --name a -e X=$(etcdctl get /app/credentials/pw) nginx:1'
> Secret/etcd-secrets stringData.app.credentials.pw="REPLACE_ME"
> DECIDE G62 unknown-key
! ConfigMap/

G63 | the program talks to etcd
a.service: ES=DR a -e ETCD_PEERS=http://x:4001 nginx:1 --etcd=http://x:4001
> DECIDE G63 decide
> Deployment/a c.args=["--etcd=http://x:4001"]

G65 | fleetctl
a.service: ExecStartPre=/usr/bin/fleetctl list-units // ES=DR a nginx:1
> LOST G65 host-change

G66 | a substitution that no shell reads
a.service: ES=DR a -e P=$(hostname) nginx:1
> Deployment/a c.env[0].value="$$(hostname)"
> APPROX G66 literal-substitution

G66 | a substitution that shifts the words
a.service: ES=/usr/bin/docker run $(cat /x) nginx:1
> ERROR G66 substitution-outside-shell
! Deployment/

G70 | addresses of the machine
a.service: EnvironmentFile=/etc/environment // ES=DR a -e IP=\${COREOS_PRIVATE_IPV4} -e ADVERTISE=\${COREOS_PRIVATE_IPV4}:80 -p 80:80 nginx:1
> Deployment/a c.env[0].valueFrom.fieldRef.fieldPath="status.hostIP"
> Deployment/a c.env[2].value="$(HOST_IP)"
> Deployment/a c.env[3].value="$(POD_IP):80"
> APPROX G70-5 host-address
> APPROX G70-1 host-address

G70a | the public address
a.service: EnvironmentFile=/etc/environment // ES=DR a -e IP=\${COREOS_PUBLIC_IPV4} nginx:1
> DECIDE E3-01 unknown-value

G72 | docker's bridge
a.service: ES=DR a -e DB=172.17.42.1:5432 -e W=http://172.17.42.1:81/x nginx:1
b.service: ES=DR b -p 81:80 nginx:1
> Deployment/a c.env[0].value="172.17.42.1:5432"
> Deployment/a c.env[1].value="http://b:81/x"
> DECIDE G72 decide
> APPROX G72 host-address

G76 | names of the old discovery
a.service: ES=DR a -e X=db.skydns.local -e Y=/root/.docker -e Z=foo.docker.io/x nginx:1
> DECIDE G76 decide
> Deployment/a c.env[0].value="db.skydns.local"

G76 | what only looks like one
a.service: ES=DR a -e Y=/root/.docker -e Z=foo.docker.io/x -e V=1.2.3.4 nginx:1
! DECIDE G76

G73 | the zone
a.service: ES=/bin/sh -c 'docker run --rm --name a -e Z=$(curl http://169.254.169.254/latest/meta-data/placement/availability-zone) nginx:1'
> Deployment/a c.env[0].valueFrom.fieldRef.fieldPath="metadata.labels['topology.kubernetes.io/zone']"
> DECIDE G73 decide

G80 | the socket of docker
a.service: ES=DR a -v /var/run/docker.sock:/var/run/docker.sock nginx:1
> DECIDE G80 runtime-socket
! Deployment/a pod.volumes

G80 | the socket of docker on request | --option allow-docker-sock
a.service: ES=DR a -v /var/run/docker.sock:/var/run/docker.sock nginx:1
> Deployment/a pod.volumes[0].hostPath.type="Socket"

G81 | the machine's systemd
a.service: ES=DR a -v /var/run/dbus:/d nginx:1
> LOST G81 unsupported
! Deployment/a pod.volumes

G82 | paths of the system
a.service: ES=DR a -v /proc:/p -v /etc/localtime:/etc/localtime:ro -v /etc/hosts:/etc/hosts nginx:1
> Deployment/a pod.volumes[0].hostPath.path="/proc"
> NOTE G82 carried-over
> DECIDE G82 decide
> NOTE G82 not-needed

G83 | mkdir of a mounted directory
a.service: ExecStartPre=/bin/mkdir -p /srv/a // ES=DR a -v /srv/a:/a nginx:1
> Deployment/a pod.volumes[0].hostPath.type="DirectoryOrCreate"
> NOTE G83 carried-over

G84 | chown of a mounted directory
a.service: ExecStartPre=/bin/chown 9 /srv/a // ES=DR a -v /srv/a:/a nginx:1
> Deployment/a ic0.command=["chown","9","/srv/a"]
> APPROX G84 once-per-pod

G85 | a file on a mounted path
a.service: ExecStartPre=/usr/bin/wget -O /srv/a/f http://x // ES=DR a -v /srv/a:/a nginx:1
> DECIDE G85 prepares-volume

D2-13a | a stop prepares nothing
a.service: ES=DR a -v /srv/a:/a nginx:1 // ExecStop=/bin/mkdir -p /srv/a/b // ExecStop=/bin/chown 9 /srv/a // ExecStop=/bin/rm -rf /srv
> LOST D2-13a unsupported
! APPROX G84
! NOTE G83
! DECIDE G85
! Deployment/a ic0
! Deployment/a pod.volumes[0].hostPath.type

D2-14 | nor does what comes after it
a.service: ES=DR a -v /srv/a:/a nginx:1 // ExecStopPost=/bin/sh -c "echo bye > /srv/a/log"
> LOST D2-14 unsupported
! DECIDE G85

G86 | a path that nobody mounts
a.service: ExecStartPre=/bin/mkdir /other // ExecStartPre=/sbin/iptables -A x // ES=DR a nginx:1
> LOST G86 path-of-host
> LOST G87 host-change

G88 | the journal
a.service: ES=DR a -v /run/log/journal:/j nginx:1
> DECIDE G88 decide
! Deployment/a pod.volumes

G90 | an ambassador
a.service: ES=DR a -p 1:1 svendowideit/ambassador
> RETIRED B76 retired
> DECIDE B76 decide

G97 | a placeholder of a deployer
a.service: ES=DR a app:__VER__
> DECIDE G97 image-unknown

H20-6 | secrets among the arguments
a.service: ES=DR a nginx:1 --password hunter22x
> Deployment/a c.args=["--password","$(PASSWORD)"]
> Secret/a-secret stringData.PASSWORD="REPLACE_ME"

H33 | no variables of Services
a.service: ES=DR a nginx:1
> Deployment/a pod.enableServiceLinks=false
> Deployment/a pod.automountServiceAccountToken=false

H10-06 | a host port of a global unit
a.service: ES=DR a -p 81:80 nginx:1 // [X-Fleet] // Global=true
> DaemonSet/a c.ports[0].hostPort=81
> Service/a spec.ports[0].port=81

H10-09 | host ports on request | --option hostports
a.service: ES=DR a -p 82:80 nginx:1
> Deployment/a c.ports[0].hostPort=82

H10-09 | host ports of several Pods | --option hostports --instances a@=1..2
a@.service: Restart=always // ES=DR a-%i -p 82:80 nginx:1
> Deployment/a c.ports[0].hostPort=82
> NOTE H10-09 a-node-for-each-pod

H10-11 | node ports on request | --option nodeports
a.service: ES=DR a -p 30080:80 nginx:1
> Service/a spec.type="NodePort"
> Service/a spec.ports[0].nodePort=30080

H10-12 | a load balancer on request | --option load-balancer=a.service
a.service: ES=DR a -p 80:80 nginx:1
> Service/a spec.type="LoadBalancer"

H10-15 | a Service for the Pods of a StatefulSet | --instances a@=1..2
a@.service: ES=DR a-%i -e I=%i -p 80:80 nginx:1
> Service/a-peers spec.clusterIP="None"
> StatefulSet/a spec.serviceName="a-peers"

H40-3 | a file
a.service: ES=DR a -v /etc/a.conf:/etc/a.conf nginx:1
> Deployment/a pod.volumes[0].hostPath.type="File"
> DECIDE H40-3 host-file

H40-4 | claims on request | --option pvc=fast:10Gi --option rwop
a.service: ES=DR a -v /srv/data:/data postgres:9
> StatefulSet/a spec.volumeClaimTemplates[0].spec.storageClassName="fast"
> StatefulSet/a spec.volumeClaimTemplates[0].spec.accessModes=["ReadWriteOncePod"]

H40-6 | scratch
a.service: ES=DR a -v /tmp/y:/y nginx:1
> Deployment/a pod.volumes[0].emptyDir={}
> NOTE H40-6 scratch-volume

H70-2 | a surge on request | --option surge --instances a@=1..4
a@.service: ES=DR a%i nginx:1
> Deployment/a spec.strategy.rollingUpdate.maxSurge="25%"

H70-3 | OnDelete on request | --option on-delete
a.service: ES=DR a nginx:1 // [X-Fleet] // Global=true
> DaemonSet/a spec.updateStrategy.type="OnDelete"

H71 | a budget for several replicas | --instances a@=1..2
a@.service: ES=DR a%i nginx:1
> PodDisruptionBudget/a spec.maxUnavailable=1
> PodDisruptionBudget/a spec.unhealthyPodEvictionPolicy="AlwaysAllow"

H71 | none for one
a.service: ES=DR a nginx:1
! PodDisruptionBudget/

H74 | nodes that are no Linux | --option mixed-os
a.service: ES=DR a nginx:1
> Deployment/a pod.nodeSelector.kubernetes.io/os="linux"

H90 | the profile of a Pod
a.service: ES=DR a nginx:1
> Deployment/a pod.securityContext.seccompProfile.type="RuntimeDefault"
! Deployment/a c.securityContext

H93 | a limit reserves
a.service: ES=DR a -m 64m nginx:1
> APPROX H93 limit-reserves
! Deployment/a c.resources.requests
`;
