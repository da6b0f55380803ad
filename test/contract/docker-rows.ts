/** mapping E, F. */
export const DOCKER_ROWS = `
E0-01 | wrappers in front of docker
a.service: ES=/usr/bin/sudo -E /usr/bin/env A=B /usr/bin/nice /usr/bin/docker run --rm --name a -e A nginx:1
> Deployment/a c.env[0].value="B"
> NOTE G0-1 wrapper-removed

E0-02 | another machine's daemon
a.service: ES=/usr/bin/docker -H tcp://1.2.3.4:2375 run --rm --name a nginx:1
> DECIDE E0-02 decide

E0-03 | what follows the image
a.service: ES=DR a nginx:1 -e A=1
> Deployment/a c.args=["-e","A=1"]
! Deployment/a c.env

E0-04 | a cluster of short flags
a.service: ES=/usr/bin/docker run -dp80:8080 --name a nginx:1
> Deployment/a c.ports[0].containerPort=8080

E0-05 | an unknown flag
a.service: ES=DR a --bogus x nginx:1
> ERROR E0-05 unknown-docker-flag
! Deployment/

E0-06 | old spellings
a.service: ES=/usr/bin/docker run -rm -name a nginx:1
> NOTE E0-06 old-docker-spelling
> Deployment/a c.name="a"

E0-07 | a scalar said twice
a.service: ES=DR a -w /x -w /y nginx:1
> Deployment/a c.workingDir="/y"

E0-10 | -n
a.service: ES=/usr/bin/docker run -n a nginx:1
> ERROR E0-10 docker-n-flag

E1-01 | images in full
a.service: ES=DR a nginx:1
b.service: ES=DR b x/y:1
c.service: ES=DR c reg:5000/y:1
> Deployment/a c.image="docker.io/library/nginx:1"
> Deployment/b c.image="docker.io/x/y:1"
> Deployment/c c.image="reg:5000/y:1"
> NOTE E1-01 image-qualified

E1-01 | no image
a.service: ES=DR a 'x y'
> ERROR E1-01 bad-image
! Deployment/

E1-02 | no tag
a.service: ES=DR a x/y
> Deployment/a c.image="docker.io/x/y"
> APPROX E1-02 image-not-pinned

E1-04 | an image id
a.service: ES=DR a 4bed76d3
> DECIDE E1-04 image-unknown

E1-06 | a registry that moved
a.service: ES=DR a gcr.io/google_containers/pause:1
> Deployment/a c.image="registry.k8s.io/pause:1"

E1-07 | docker login
k.service: ExecStartPre=/usr/bin/docker login -u x -p y reg.io // ES=DR a reg.io/x:1
> Deployment/k pod.imagePullSecrets[0].name="registry-login"
> Secret/registry-login type="kubernetes.io/dockerconfigjson"
> DECIDE G09 registry-login

E1-10 | --entrypoint
a.service: ES=DR a --entrypoint /x nginx:1 a b
> Deployment/a c.command=["/x"]
> Deployment/a c.args=["a","b"]

E1-11 | an empty --entrypoint
a.service: ES=DR a --entrypoint "" nginx:1 a b
> Deployment/a c.command=["a","b"]
! Deployment/a c.args

E1-11 | an empty --entrypoint and no words
a.service: ES=DR a --entrypoint "" nginx:1
> ERROR E1-11 docker-refuses

E1-13 | --platform, --pull
a.service: ES=DR a --platform linux/arm64 --pull always nginx:1
> Deployment/a c.imagePullPolicy="Always"
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[1].values=["arm64"]

E2-18 | -i -t attached
a.service: ES=/usr/bin/docker run --rm -it nginx:1
> ERROR E2-18 docker-refuses

E2-17 | -d -i
a.service: ES=/usr/bin/docker run -d -i nginx:1
> Deployment/a c.stdin=true

E2-05 | -i attached
a.service: ES=DR a -i nginx:1
! Deployment/a c.stdin

E2-06 | -t, and without it | --option no-tty
a.service: ES=DR a -t nginx:1
! Deployment/a c.tty

E2-06 | -t
a.service: ES=DR a -t nginx:1
> Deployment/a c.tty=true
! Deployment/a c.stdin

E2-07 | --restart
a.service: ES=/usr/bin/docker run --restart=always --name a nginx:1
> APPROX E2-07 differs

E2-07 | --restart with --rm
a.service: ES=DR a --restart=always nginx:1
> ERROR E2-07 docker-refuses

E2-08 | --stop-signal
a.service: ES=DR a --stop-signal INT nginx:1 // ExecStop=/usr/bin/docker stop a
> DECIDE D4-02 stop-signal

E2-10 | --init
a.service: ES=DR a --init nginx:1
> Deployment/a pod.shareProcessNamespace=true
> APPROX E2-10 differs

E2-11 | --label
a.service: ES=DR a -l a=b --annotation x=y nginx:1
> Deployment/a spec.template.metadata.annotations.fleetlift.dev/docker-label.a="b"

E2-11 | --label-file that docker refuses
a.service: ES=DR a --label-file /etc/a.labels nginx:1
/etc/a.labels: a b=1
> ERROR E2-11 bad-value

E2-13 | --log-driver
a.service: ES=DR a --log-driver syslog nginx:1
> DECIDE E2-13 decide

E2-16 | --sig-proxy=false
a.service: ES=DR a --sig-proxy=false nginx:1
> APPROX E2-16 differs

E3-01 | -e twice
a.service: ES=DR a -e A=1 -e B=2 -e A=3 nginx:1
> Deployment/a c.env[0].value="3"
> Deployment/a c.env[1].name="B"

E3-02 | -e NAME of the unit
a.service: Environment=B=2 // ES=DR a -e B nginx:1
> Deployment/a c.env[0].value="2"

E3-07 | -e NAME that is not set
a.service: ES=DR a -e C nginx:1
> APPROX E3-07 unset-variable
! Deployment/a c.env

E3-03 | --env-file that is missing
a.service: ES=DR a --env-file /etc/none.env nginx:1
> DECIDE E3-03 env-file-missing

E3-08 | --env-file
a.service: ES=DR a --env-file /etc/a.env nginx:1
/etc/a.env: X=1
> ConfigMap/env-etc-a-env data.X="1"
> Deployment/a c.envFrom[0].configMapRef.name="env-etc-a-env"

E3-04 | a name that is no name
a.service: ES=DR a -e "Ä=1" nginx:1
> ERROR E3-04 bad-value

H20-4 | a secret
a.service: ES=DR a -e PASSWORD=hunter22 nginx:1
> Secret/a-secret stringData.PASSWORD="REPLACE_ME"
> Deployment/a c.env[0].valueFrom.secretKeyRef.key="PASSWORD"
> NOTE H20-4 secret-moved

E4-01 | -p
a.service: ES=DR a -p 8080:80 -p 53:53/udp nginx:1
> Service/a spec.ports[0].port=53
> Service/a spec.ports[0].protocol="UDP"
> Service/a spec.ports[1].port=8080
> Service/a spec.ports[1].targetPort="tcp-80"
> DECIDE H10-01 outside-clients

E4-21 | a port published twice
a.service: ES=DR a -p 80:80 -p 8080:80 nginx:1
> Service/a spec.ports[1].name="tcp-80-8080"
> Service/a spec.ports[1].targetPort="tcp-80"
! Deployment/a c.ports[1]

E4-21 | a port published twice on the node | --option hostports
a.service: ES=DR a -p 80 -p 80:80 -p 8080:80 nginx:1
> Deployment/a c.ports[0].hostPort=80
> LOST E4-21 unsupported
! Deployment/a c.ports[1]

E4-02 | a random host port, and -P
a.service: ES=DR a -p 80 -P --expose 99 nginx:1
> Service/a spec.ports[0].port=80
> Deployment/a c.ports[1].containerPort=99
> DECIDE E4-08 decide

E4-23 | on loopback
a.service: ES=DR a -p 127.0.0.1:80:80 nginx:1
> NOTE E4-23 carried-over
! Service/

E4-24 | on docker's bridge
a.service: ES=DR a -p 172.17.42.1:80:80 nginx:1
> NOTE E4-24 carried-over
! Service/

E4-03 | on one address
a.service: ES=DR a -p 10.0.0.9:80:80 nginx:1
> APPROX E4-03 differs

E4-04 | ranges
a.service: ES=DR a -p 8000-8001:9000-9001 nginx:1
> Service/a spec.ports[1].port=8001
> Service/a spec.ports[1].targetPort="tcp-9001"

E4-05 | a range to one port
a.service: ES=DR a -p 80-90:80 nginx:1
> APPROX E4-05 differs

E4-10 | --net host
a.service: ES=DR a --net host -p 80:80 nginx:1
> Deployment/a pod.hostNetwork=true
> Deployment/a pod.dnsPolicy="ClusterFirstWithHostNet"
> Deployment/a c.ports[0].hostPort=80
! NOTE E4-10

E4-10 | --net host of what may rename the node
a.service: ES=DR a --net host --cap-add SYS_ADMIN nginx:1
> NOTE E4-10 carried-over

E4-11 | --net none
a.service: ES=DR a --net none --ip 1.2.3.4 nginx:1
> LOST E4-11 unsupported
> LOST E4-15 unsupported

E4-16 | --hostname
a.service: ES=DR a -h foo nginx:1
> Deployment/a pod.hostname="foo"

E4-26 | --hostname with a domain
a.service: ES=DR a -h foo.example.com --domainname x nginx:1
> Deployment/a pod.hostnameOverride="foo.example.com"
> NOTE E4-26 carried-over
> LOST E4-17 unsupported
! Deployment/a pod.hostname=

E4-27 | --hostname on the host network
a.service: ES=DR a --net host -h foo nginx:1
> LOST E4-27 unsupported
! Deployment/a pod.hostname

E4-18 | --dns
a.service: ES=DR a --dns 8.8.8.8 --dns-search x.y nginx:1
> Deployment/a pod.dnsPolicy="None"
> Deployment/a pod.dnsConfig.nameservers=["8.8.8.8"]
> DECIDE E4-18 decide

E4-28 | --dns-search alone
a.service: ES=DR a --dns-search x.y nginx:1
> Deployment/a pod.dnsConfig.searches=["x.y"]
> NOTE E4-28 carried-over
! Deployment/a pod.dnsPolicy

E4-19 | --add-host
a.service: ES=DR a --add-host db:1.2.3.4 nginx:1
> Deployment/a pod.hostAliases[0].hostnames=["db"]
! DECIDE E4-19

E4-19 | --add-host of the own name
a.service: ES=DR a -h web --add-host web:1.2.3.4 nginx:1
> Deployment/a pod.hostAliases[0].hostnames=["web"]
> DECIDE E4-19 decide

E4-14 | a network with an alias
a.service: ES=DR a --net mynet --net-alias web --expose 80 nginx:1
> Service/web spec.selector.app.kubernetes.io/instance="a"
> APPROX E4-14 differs

E4-20 | a link to a port that the target declares
t.service: ES=DR t -p 8080:6379 redis:3
s.service: ES=DR s --link t:db nginx:1
> Service/db spec.ports[0].port=6379
> APPROX E4-20 differs

E4-31 | an alias that is no name
t.service: ES=DR t redis:3
s.service: ES=DR s --link t:my_db nginx:1
> Service/my-db spec.ports[0].port=6379
> DECIDE E4-31 decide

E4-30 | a link to a program whose ports nobody knows
t.service: ES=DR t foo/bar:1
s.service: ES=DR s --link t:x nginx:1
> Service/x spec.clusterIP="None"
> DECIDE E4-30 decide

E4-12 | the network of a container that nobody makes
a.service: ES=DR a --net container:n nginx:1
> ERROR E4-12 bad-value

E5-01 | a bind, read only
a.service: ES=DR a -v /srv/x:/x:ro nginx:1
> Deployment/a pod.volumes[0].hostPath.path="/srv/x"
> Deployment/a c.volumeMounts[0].readOnly=true
> DECIDE H40-4 host-data

E5-22 | a relative source
a.service: ES=DR a -v ./x:/x nginx:1
> ERROR E5-01 bad-value
! Deployment/

E5-02 | a named volume
a.service: ES=DR a -v name:/n nginx:1
> StatefulSet/a spec.volumeClaimTemplates[0].spec.resources.requests.storage="1Gi"
> DECIDE E5-02 docker-volume

E5-08 | propagation
a.service: ES=DR a -v /srv/s:/s:rshared,Z nginx:1
> Deployment/a c.volumeMounts[0].mountPropagation="Bidirectional"
> Deployment/a c.securityContext.privileged=true
> NOTE E5-06 not-needed

E5-11 | tmpfs
a.service: ES=DR a --tmpfs /u:size=1m,mode=700 nginx:1
> Deployment/a pod.volumes[0].emptyDir.sizeLimit="1Mi"
> NOTE E5-11 carried-over
> APPROX E5-11 differs

E5-12 | an image as a volume
a.service: ES=DR a --mount type=image,src=foo:1,dst=/i nginx:1
> Deployment/a pod.volumes[0].image.reference="docker.io/library/foo:1"

E5-15 | --read-only, --shm-size, --storage-opt
a.service: ES=DR a --read-only --shm-size 128m --storage-opt size=10G nginx:1
> Deployment/a c.securityContext.readOnlyRootFilesystem=true
> Deployment/a pod.volumes[0].emptyDir.sizeLimit="128Mi"
> Deployment/a c.resources.limits.ephemeral-storage="10Gi"
> APPROX E5-16 differs

E5-18 | devices
a.service: ES=DR a --device /dev/fuse nginx:1
b.service: ES=DR b --device /dev/net/tun nginx:1
c.service: ES=DR c --device /dev/null nginx:1
> Deployment/a c.securityContext.privileged=true
> DECIDE E5-18 decide
> Deployment/b pod.volumes[0].hostPath.type="CharDevice"
> APPROX E5-26 differs
! Deployment/b c.securityContext
! Deployment/c pod.volumes

E5-20 | --gpus
a.service: ES=DR a --gpus 2 nginx:1
> Deployment/a c.resources.limits.nvidia.com/gpu="2"
> DECIDE E5-20 decide

E6-02 | capabilities
a.service: ES=DR a --cap-add CAP_NET_ADMIN --cap-add SYS_TIME --cap-drop SYS_TIME --cap-drop mknod nginx:1
> Deployment/a c.securityContext.capabilities.add=["NET_ADMIN","SYS_TIME"]
> Deployment/a c.securityContext.capabilities.drop=["MKNOD"]

E6-02 | a capability that is none
a.service: ES=DR a --cap-add BOGUS nginx:1
> ERROR E6-02 bad-value
! Deployment/

E6-04 | --security-opt
a.service: ES=DR a --security-opt seccomp=unconfined --security-opt label:disable --security-opt apparmor=foo --security-opt no-new-privileges nginx:1
> Deployment/a pod.securityContext.seccompProfile.type="Unconfined"
> Deployment/a c.securityContext.seLinuxOptions.type="spc_t"
> Deployment/a c.securityContext.allowPrivilegeEscalation=false
> DECIDE E6-06 decide

E6-08 | systempaths=unconfined
a.service: ES=DR a --security-opt systempaths=unconfined nginx:1
> DECIDE E6-08 decide
! Deployment/a c.securityContext.procMount

E6-19 | a user with a group
a.service: ES=DR a -u 1:2 --group-add 5 nginx:1
> Deployment/a c.securityContext.runAsGroup=2
> Deployment/a pod.securityContext.supplementalGroups=[5]
> Deployment/a pod.securityContext.supplementalGroupsPolicy="Strict"

E6-09 | a user without a group
a.service: ES=DR a -u root nginx:1
> Deployment/a c.securityContext.runAsUser=0
! Deployment/a pod.securityContext.supplementalGroupsPolicy

E6-11 | a relative --workdir
a.service: ES=DR a -w x nginx:1
> ERROR E6-11 bad-value

E6-12 | the machine's processes and IPC
a.service: ES=DR a --pid host --ipc host nginx:1
> Deployment/a pod.hostPID=true
> Deployment/a pod.hostIPC=true

E6-17 | --runtime, --sysctl
a.service: ES=DR a --runtime kata --sysctl net.ipv4.tcp_syncookies=1 --sysctl net.core.somaxconn=9 nginx:1
> Deployment/a pod.runtimeClassName="kata"
> Deployment/a pod.securityContext.sysctls[0].name="net.ipv4.tcp_syncookies"
> DECIDE E6-21 decide
! Deployment/a pod.securityContext.sysctls[1]

E6-21 | sysctls on request | --option unsafe-sysctls
a.service: ES=DR a --sysctl net.core.somaxconn=9 nginx:1
> Deployment/a pod.securityContext.sysctls[0].name="net.core.somaxconn"

E7-01 | memory
a.service: ES=DR a -m 1g --memory-reservation 256m --memory-swap 1g nginx:1
> Deployment/a c.resources.limits.memory="1Gi"
> Deployment/a c.resources.requests.memory="256Mi"
> account --memory-swap no-effect E7-04

E7-01 | too little memory
a.service: ES=DR a -m 1m nginx:1
> ERROR E7-01 docker-refuses

E7-02 | a limit reserves, and not on request | --option no-reserve
a.service: ES=DR a --cpus 1 nginx:1
> Deployment/a c.resources.limits.cpu="1"
> Deployment/a c.resources.requests.cpu="0"

E7-05 | CPU weights
a.service: ES=DR a -c 512 nginx:1
> APPROX E7-05 differs
> DECIDE E7-05 cpu-weights
! Deployment/a c.resources

E7-14 | CPU weights on request | --option cpu-requests
a.service: ES=DR a -c 512 nginx:1
b.service: ES=DR b nginx:1
> Deployment/a c.resources.requests.cpu="500m"
> Deployment/b c.resources.requests.cpu="1"

E7-07 | CPU quota
a.service: ES=DR a --cpu-quota 33333 --cpu-period 100000 nginx:1
> Deployment/a c.resources.limits.cpu="334m"

E7-08 | limits that a Pod has not
a.service: ES=DR a --cpuset-cpus 0 --blkio-weight 300 --pids-limit 9 --ulimit nofile=9 --oom-kill-disable nginx:1
> LOST E7-08 unsupported
> LOST E7-09 unsupported
> LOST E7-10 unsupported
> LOST E7-11 unsupported
> LOST E7-12 unsupported

E8-01 | a health check
a.service: ES=DR a --health-cmd 'curl -f localhost' --health-interval 7s --health-retries 2 nginx:1
> Deployment/a c.readinessProbe.exec.command=["/bin/sh","-c","curl -f localhost"]
> Deployment/a c.readinessProbe.periodSeconds=7
> Deployment/a c.readinessProbe.timeoutSeconds=30
> Deployment/a c.readinessProbe.failureThreshold=2
! Deployment/a c.livenessProbe

E8-05 | a health check that restarts | --option health-as=liveness
a.service: ES=DR a --health-cmd x --health-start-period 9s nginx:1
> Deployment/a c.livenessProbe.failureThreshold=3
> Deployment/a c.startupProbe.failureThreshold=2

F1-02 | rkt with --exec
a.service: ES=/usr/bin/rkt run --net=host docker://nginx:1 --exec /x -- a b
> Deployment/a c.command=["/x"]
> Deployment/a c.args=["a","b"]
> Deployment/a pod.hostNetwork=true

F1-03 | arguments behind those of the image
a.service: ES=/usr/bin/rkt run docker://nginx:1 -- a b
> Deployment/a c.args=["a","b"]
> DECIDE F1-03 rkt-appends-arguments

F1-04 | an ACI
a.service: ES=/usr/bin/rkt run coreos.com/x:v2.0.0
> DECIDE F1-04 aci-image

F0-05 | limits of the unit reach rkt
a.service: MemoryLimit=64M // LimitNOFILE=9 // KillMode=mixed // ES=/usr/bin/rkt run docker://nginx:1
> Deployment/a c.resources.limits.memory="64Mi"
> LOST D3-11 unsupported
> NOTE D4-01 not-needed

D3-05 | User= of rkt
a.service: User=core // ES=/usr/bin/rkt run docker://nginx:1
> NOTE D3-05 not-needed
! DECIDE
! Deployment/a c.securityContext

F2-10 | resources of rkt as they are
a.service: ES=/usr/bin/rkt run docker://nginx:1 --cpu 500m --memory 128M
> Deployment/a c.resources.limits.cpu="500m"
> Deployment/a c.resources.limits.memory="128M"

F2-12 | --caps-retain, --readonly-rootfs, --user
a.service: ES=/usr/bin/rkt run docker://nginx:1 --caps-retain=CAP_NET_ADMIN --readonly-rootfs --user 9
> Deployment/a c.securityContext.capabilities.add=["NET_ADMIN"]
> Deployment/a c.securityContext.capabilities.drop=["ALL"]
> Deployment/a c.securityContext.readOnlyRootFilesystem=true
> Deployment/a c.securityContext.runAsUser=9

F2-21 | --private-users
a.service: ES=/usr/bin/rkt run --private-users docker://nginx:1
> Deployment/a pod.hostUsers=false

F2-21 | --private-users on the host network
a.service: ES=/usr/bin/rkt run --private-users --net=host docker://nginx:1
> DECIDE F2-21 decide
> Deployment/a pod.hostNetwork=true
! Deployment/a pod.hostUsers
! ERROR

F0-01 | a flag that rkt does not know
a.service: ES=/usr/bin/rkt run --bogus docker://nginx:1
> ERROR F0-01 rkt-refuses

F3-01 | wrappers of CoreOS
a.service: ES=/usr/lib/coreos/kubelet-wrapper --x
b.service: ES=/usr/lib/coreos/etcd-wrapper
c.service: ES=/usr/lib/coreos/flannel-wrapper
> RETIRED B74 retired
> RETIRED B70 retired
> RETIRED B73 retired

F3-05 | rkt fly
a.service: ES=/usr/bin/rkt fly run docker://nginx:1
> DECIDE B80 host-program
! NOTE B04

F4-04 | systemd-nspawn with an image | --option image-map=a=reg.io/x:1
a.service: ES=/usr/bin/systemd-nspawn -D /x --bind /srv/x:/y -u 9 --capability=CAP_NET_ADMIN --read-only /bin/foo a
> Deployment/a c.image="reg.io/x:1"
> Deployment/a c.command=["/bin/foo"]
> Deployment/a c.securityContext.runAsUser=9
> Deployment/a c.securityContext.capabilities.add=["NET_ADMIN"]
> Deployment/a pod.hostNetwork=true
> DECIDE F4-01 decide

F4-01 | systemd-nspawn
a.service: ES=/usr/bin/systemd-nspawn -D /x -b
> DECIDE F4-01 decide
> LOST F4-02 unsupported
`;
