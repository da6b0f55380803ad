import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createAuthority, type Identity, issue } from './certificates.ts';

/** What a client needs to reach a server as a member of system:masters. */
export interface Access {
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  /** kubeconfig of a member of system:masters. */
  readonly kubeconfig: string;
  /** PEM of the authority that signed everything. */
  readonly authority: string;
  readonly admin: Identity;
}

/** Writes the keys of a control plane and a kubeconfig into its directory; `address` is where the server will listen. */
export function writeKeys(directory: string, address: string, port: number): Access {
  const authority = createAuthority('fleetlift-test');
  const serving = issue(authority, {
    commonName: 'kube-apiserver',
    names: ['localhost'],
    addresses: [address, '10.0.0.1'],
  });
  const admin = issue(authority, { commonName: 'admin', organization: 'system:masters' });
  const account = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const server = `https://${address}:${port}`;
  const write = (name: string, text: string) =>
    writeFileSync(path.join(directory, name), text, { mode: 0o600 });
  write('ca.crt', authority.certificate);
  write('ca.key', authority.key);
  write('serving.crt', serving.certificate);
  write('serving.key', serving.key);
  write('service-account.key', account.export({ type: 'sec1', format: 'pem' }).toString());
  write('kubeconfig', kubeconfigText(server, authority.certificate, admin));
  const kubeconfig = path.join(directory, 'kubeconfig');
  return { server, kubeconfig, authority: authority.certificate, admin };
}

/** A kubeconfig is YAML, and JSON is YAML. */
export function kubeconfigText(server: string, authority: string, user: Identity): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const name = 'fleetlift-test';
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(authority) } }],
    users: [
      {
        name,
        user: {
          'client-certificate-data': base64(user.certificate),
          'client-key-data': base64(user.key),
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
