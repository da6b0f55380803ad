import type { TestProject } from 'vitest/node';
import { type ControlPlane, type Running, startControlPlane } from './control-plane.ts';
import { findPrograms, hasGo, KUBE_RELEASE } from './programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** null: the programs are missing, and everything is skipped. */
    readonly plane: ControlPlane | null;
  }
}

let running: Running | null = null;

/** One control plane for the whole suite. */
export async function setup(project: TestProject): Promise<void> {
  if (!process.env.KUBEBUILDER_ASSETS && !hasGo()) {
    const message =
      'the cluster suite needs Kubernetes programs: set KUBEBUILDER_ASSETS, or install Go to build them';
    if (process.env.FLEETLIFT_REQUIRE_CLUSTER === '1') throw new Error(message);
    process.stderr.write(`\n!!! SKIPPED: ${message}\n\n`);
    project.provide('plane', null);
    return;
  }
  const programs = findPrograms((line) => process.stderr.write(`${line}\n`));
  running = await startControlPlane(programs);
  process.stderr.write(`kube-apiserver ${KUBE_RELEASE} at ${running.plane.server}\n`);
  project.provide('plane', running.plane);
}

export async function teardown(): Promise<void> {
  await running?.stop();
}
