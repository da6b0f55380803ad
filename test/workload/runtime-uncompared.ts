const POD_ONLY = 'no command line: a Pod alone was run, or sent to the server';
const DOCKER_ONLY = 'no Pod: docker alone was run';
const OPENED =
  'a device by hostPath alone, recorded to show that it cannot be opened; ours is that of "device /dev/kmsg"';

/** Recorded cases that hold no command line, no Pod or no unit, and what stands for them. */
export const UNCOMPARED: Readonly<Record<string, string>> = {
  '--health-start-period 12s, interval 1s, always failing': DOCKER_ONLY,
  '--link to a container that does not exist': DOCKER_ONLY,
  '--net container:A with -h, -p, --dns': `${DOCKER_ONLY}, and it refuses them (docker-refuses E4-12)`,
  'Deployment with a sysctl the kubelet does not allow, after 4 s':
    'recorded to show what goes wrong; see "sysctl unsafe somaxconn"',
  'ConfigMap key with a blank': 'docker refuses the file, and the server the key (E3-03)',
  'SIGTERM to an attached client': DOCKER_ONLY,
  'SIGTERM to an attached client with --sig-proxy=false': DOCKER_ONLY,
  'a Service called redis: variables with links on (default), own REDIS_PORT, links off': POD_ONLY,
  'capabilities that baseline admits': POD_ONLY,
  'containerPort 53 twice, TCP and UDP, one name': POD_ONLY,
  'custom network: resolver and names':
    'no field of the Pod, a Service for each name; run as network/made of the witness suite',
  'device /dev/fuse: open for reading and writing': OPENED,
  'device /dev/kmsg: open for reading and writing': OPENED,
  'device /dev/loop-control: open for reading and writing': OPENED,
  'docker defaults, measured': DOCKER_ONLY,
  'env[].value that references envFrom, secretKeyRef, fieldRef variables': POD_ONLY,
  'exec probe that is slower than timeoutSeconds': POD_ONLY,
  'exec probe: argv after rewriting': POD_ONLY,
  'hostAliases with hostNetwork': POD_ONLY,
  'hostPID and shareProcessNamespace together': POD_ONLY,
  'hostUsers: false relaxes two checks': POD_ONLY,
  'hostnameOverride with setHostnameAsFQDN': POD_ONLY,
  'hostnameOverride with upper case': POD_ONLY,
  'lowest Pod Security level that admits the construct (server dry run)': POD_ONLY,
  'mountPath with a colon': POD_ONLY,
  'postStart exec: argv': POD_ONLY,
  symbols: POD_ONLY,
  'symbols with hostNetwork': POD_ONLY,
  'terminationGracePeriodSeconds 0': POD_ONLY,
  'the same with initialDelaySeconds 30 as the rule says':
    'recorded to show what goes wrong; see "start period 30 s"',
  'what the server makes of: cpu limit only': POD_ONLY,
  'what the server makes of: limits with zero requests': POD_ONLY,
  'what the server makes of: memory limit only': POD_ONLY,
  'what the server makes of: request above limit': POD_ONLY,
};
