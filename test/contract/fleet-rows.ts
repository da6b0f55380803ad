/** Rows that need to know what a running fleet tells: desired states, instances, texts, machines (`rows.ts` has the form). */
export const FLEET_ROWS = `
B16 | only submitted
a.service: Restart=always // ES=DR a nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.service  inactive
> Deployment/a spec.replicas=0
> NOTE B16 not-started

B16 | placed, and not started
a.service: Type=oneshot // ES=DR a nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded
> Job/a spec.suspend=true
> NOTE B16 not-started

B16 | placed, and started by another unit
a.service: Type=oneshot // ES=DR a nginx:1
b.service: [Unit] // Requires=a.service // [Service] // Restart=always // ES=DR b nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded // b.service  launched
! Job/a spec.suspend
! NOTE B16

B16 | started by one that is only submitted itself
a.service: Type=oneshot // ES=DR a nginx:1
b.service: [Unit] // Requires=a.service // [Service] // Restart=always // ES=DR b nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded // b.service  inactive
> Job/a spec.suspend=true
> Deployment/b spec.replicas=0

B16 | only submitted, whoever wants it
a.service: Type=oneshot // ES=DR a nginx:1
b.service: [Unit] // Requires=a.service // [Service] // Restart=always // ES=DR b nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.service  inactive // b.service  launched
> Job/a spec.suspend=true

B16 | placed, and started by a socket
a.service: Restart=always // ES=DR a -p 80:80 nginx:1
a.socket: [Socket] // ListenStream=80
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded // a.socket  launched
> Deployment/a spec.replicas=1
! NOTE B16

B16 | the first of numbered instances is not started
a@.service: Restart=always // ES=DR a-%i -e I=%i nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a@1.service  inactive // a@2.service  launched
> StatefulSet/a spec.replicas=2
> APPROX B16 differs

B16 | the last of numbered instances is not started
a@.service: Restart=always // ES=DR a-%i -e I=%i nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a@1.service  launched // a@2.service  inactive
> StatefulSet/a spec.replicas=1
> NOTE B16 not-started

B16 | a list without the unit
a.service: Restart=always // ES=DR a nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.socket  launched
> Deployment/a spec.replicas=1
> NOTE B16 not-in-fleet
> DECIDE B20 unit-without-text

B16 | a Global unit that is not started
a.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // Global=true
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded
> outcome a.service not-started
> NOTE B16 not-started
! DaemonSet

B16 | a Global unit that is not started, and wanted | --option emit-inactive
a.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // Global=true
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded
> DaemonSet/a c.image="docker.io/library/nginx:1"
> NOTE B16 not-started

B16 | a member of a Pod that is not started
a.service: Restart=always // ES=DR a nginx:1
b.service: [Unit] // BindsTo=a.service // After=a.service // [Service] // ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service
fleetctl list-unit-files: UNIT  DSTATE // a.service  launched // b.service  inactive
> Deployment/a c1.image="docker.io/library/nginx:1"
> APPROX B16 differs

B16a | a timer that is not started
a.service: Type=oneshot // ES=DR a nginx:1
a.timer: [Timer] // OnCalendar=daily // Persistent=true
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded // a.timer  inactive
> CronJob/a spec.suspend=true
> CronJob/a spec.startingDeadlineSeconds=60
> NOTE B16 not-started

B16a | a timer that is started, of a service that is placed
a.service: Type=oneshot // ES=DR a nginx:1
a.timer: [Timer] // OnCalendar=daily
fleetctl list-unit-files: UNIT  DSTATE // a.service  loaded // a.timer  launched
! CronJob/a spec.suspend
! NOTE B16

B16a | a timer that is started, of a service that is not placed
a.service: Type=oneshot // ES=DR a nginx:1
a.timer: [Timer] // OnCalendar=daily
fleetctl list-unit-files: UNIT  DSTATE // a.service  inactive // a.timer  launched
> CronJob/a spec.suspend=true

B20 | instances of a list
a@.service: Restart=always // ES=DR a-%i nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a@.service  inactive // a@1.service  launched // a@2.service  launched // a@3.service  inactive
> Deployment/a spec.replicas=2
> NOTE B16 not-started
! DECIDE B20

B20 | instances whose text is nowhere
a.service: Restart=always // ES=DR a nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.service  launched // b@1.service  launched
> DECIDE B20 unit-without-text

B20 | a template of which the fleet has no instance
a@.service: Restart=always // ES=DR a-%i nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a@.service  inactive
> Deployment/a spec.replicas=0
> NOTE B16 not-started
! DECIDE B20

B20 | a unit of the list that is a link to another one
a.service: Restart=always // ES=DR a nginx:1
b.service -> a.service: x
a@.service: Restart=always // ES=DR a-%i nginx:1
a@1.service -> a@.service: x
fleetctl list-unit-files: UNIT  DSTATE // a.service  launched // b.service  inactive // a@1.service  launched
> Deployment/b spec.replicas=0
> Deployment/a-1 spec.replicas=1
! DECIDE B20

B20a | a template that is launched itself
a@.service: Restart=always // ES=DR a-%i nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a@.service  launched
> Deployment/a spec.replicas=1
> DECIDE B20 how-many-instances
> NOTE B20a template-placed

B21 | the text in the registry
a.service: Restart=always // ES=DR a nginx:2
GET /fleet/v1/units: {"units": [{"name": "a.service", "desiredState": "launched", "options": [{"section": "Service", "name": "Restart", "value": "always"}, {"section": "Service", "name": "ExecStart", "value": "/usr/bin/docker run nginx:1"}]}]}
> Deployment/a c.image="docker.io/library/nginx:1"
> NOTE B21 registry-counts

B21 | the text of an instance in the registry, and the template's file
a@.service: Restart=always // ES=DR a nginx:2
GET /fleet/v1/units: {"units": [{"name": "a@1.service", "desiredState": "launched", "options": [{"section": "Service", "name": "Restart", "value": "always"}, {"section": "Service", "name": "ExecStart", "value": "/usr/bin/docker run nginx:1"}]}]}
> Deployment/a-1 c.image="docker.io/library/nginx:1"
! Deployment/a spec

B21 | an instance with the text of its template, both in the registry
GET /fleet/v1/units: {"units": [{"name": "a@-x.service", "desiredState": "launched", "options": [{"section": "Service", "name": "ExecStart", "value": "/usr/bin/docker run nginx:1"}]}, {"name": "a@.service", "desiredState": "inactive", "options": [{"section": "Service", "name": "ExecStart", "value": "/usr/bin/docker run nginx:1"}]}]}
> Deployment/a-x metadata.annotations.fleetlift.dev/source-file="the list of units:a@.service"

A27 | another hash in the list
a.service: Restart=always // ES=DR a nginx:1
fleetctl list-unit-files: UNIT  HASH  DSTATE // a.service  0123abc  launched
> DECIDE A27 other-text-in-fleet

B47a | a timer whose service is launched
a.service: Type=oneshot // ES=DR a nginx:1
a.timer: [Timer] // OnUnitActiveSec=1h
fleetctl list-unit-files: UNIT  DSTATE // a.service  launched // a.timer  launched
> CronJob/a spec.schedule="@every 1h"
! ERROR B47a

C12e | a Global unit that is only submitted, and one that it kept away
a.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // Global=true // Conflicts=b.service
b.service: Restart=always // ES=DR b nginx:1
fleetctl list-unit-files: UNIT  DSTATE // a.service  inactive // b.service  launched
> APPROX C12e differs
! DaemonSet

C12e | a unit that follows a Global one that is only submitted
a.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // Global=true // MachineMetadata=role=web
b.service: Restart=always // ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service
fleetctl list-unit-files: UNIT  DSTATE // a.service  inactive // b.service  launched
> Deployment/b pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key="role"
> account MachineOf= set C12e
! DaemonSet

C12e | a unit that follows it and asks for metadata itself
a.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // Global=true // MachineMetadata=role=web
b.service: Restart=always // ES=DR b nginx:1 // [X-Fleet] // MachineOf=a.service // MachineMetadata=role=db // MachineMetadata=role=web
fleetctl list-unit-files: UNIT  DSTATE // a.service  inactive // b.service  launched
> Deployment/b pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["web"]

C12f | a Global template that is submitted and conflicts with its instances
a@.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // Global=true // Conflicts=a@*.service
fleetctl list-unit-files: UNIT  DSTATE // a@.service  inactive // a@1.service  launched
> ERROR C12f never-placed
! DaemonSet

C19d | a short id and a list of the machines
a.service: ES=DR a nginx:1 // [X-Fleet] // MachineID=01234567
fleetctl list-machines --full: MACHINE  METADATA // 0123456789abcdef0123456789abcdef  - // 01234567aaaaaaaaaaaaaaaaaaaaaaaa  - // 1123456789abcdef0123456789abcdef  -
> Deployment/a pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values=["0123456789abcdef0123456789abcdef","01234567aaaaaaaaaaaaaaaaaaaaaaaa"]
> DECIDE C19 pinned-to-machine
> DECIDE C17 machine-without-node
! DECIDE C19d

C19e | metadata that one machine alone has
a.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=rack=r1
b.service: Restart=always // ES=DR b nginx:1 // [X-Fleet] // Global=true // Conflicts=a.service
fleetctl list-machines --full: MACHINE  METADATA // 0123456789abcdef0123456789abcdef  rack=r1 // 1123456789abcdef0123456789abcdef  rack=r2
> DaemonSet/b pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].operator="NotIn"

C19e | metadata that names the instance
a@1.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=rack=r%i
b.service: Restart=always // ES=DR b nginx:1 // [X-Fleet] // Global=true // Conflicts=a@1.service
> DaemonSet/b pod.affinity.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].operator="NotIn"

C19e | metadata that two machines have
a.service: Restart=always // ES=DR a nginx:1 // [X-Fleet] // MachineMetadata=rack=r1
b.service: Restart=always // ES=DR b nginx:1 // [X-Fleet] // Global=true // Conflicts=a.service
fleetctl list-machines --full: MACHINE  METADATA // 0123456789abcdef0123456789abcdef  rack=r1 // 1123456789abcdef0123456789abcdef  rack=r1
> DaemonSet/b pod.affinity.podAntiAffinity.required[0].topologyKey="kubernetes.io/hostname"
`;
