import type { Container } from '../pod.ts';

/** A container of our own: an image and nothing else said. */
export function frame(name: string, image: string): Container {
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: null,
    args: null,
    workingDir: null,
    env: [],
    envFrom: [],
    ports: [],
    resources: null,
    volumeMounts: [],
    securityContext: null,
    readinessProbe: null,
    livenessProbe: null,
    startupProbe: null,
    postStart: null,
    preStop: null,
    stopSignal: null,
    stdin: false,
    tty: false,
    restartPolicy: null,
    restartPolicyRules: [],
  };
}
