import { type Entry, entry } from '../entry.ts';

/** What a set of units becomes: kinds, groups, names. */
export const SET_CODES = {
  'never-ran': entry<{ why: string }>({
    class: 'ERROR',
    title: 'A unit that did not run',
    message: ({ why }) => `this unit never ran: ${why}`,
  }),
  'how-many-instances': entry<{ template: string }>({
    class: 'DECIDE',
    title: 'A template whose instances are not known',
    message: ({ template }) => `how many instances of ${template} run is not known; one is assumed`,
    help: ({ template }) => `name them: --instances '${template.replace(/\.service$/, '')}=1..3'`,
  }),
  'template-placed': entry<{ template: string; desired: string }>({
    class: 'NOTE',
    title: 'A template that fleet placed itself',
    message: ({ template, desired }) =>
      `fleet had ${template} itself as ${desired}; systemd starts no template without the name of an instance, so that nothing ran`,
  }),
  'not-started': entry<{ unit: string; desired: string; how: string }>({
    class: 'NOTE',
    title: 'A unit that fleet did not start',
    message: ({ unit, desired, how }) => `fleet did not start ${unit} (${desired}): ${how}`,
  }),
  'instances-alike': entry<{ template: string; count: number; name: string }>({
    class: 'NOTE',
    title: 'Instances of a template became replicas',
    message: ({ template, count, name }) =>
      `the ${count} instances of ${template} are alike: they are ${count} replicas of ${name}, and their names are gone`,
  }),
  'instances-numbered': entry<{ template: string; count: number; name: string }>({
    class: 'NOTE',
    title: 'Instances of a template became numbered Pods',
    message: ({ template, count, name }) =>
      `the ${count} instances of ${template} differ by their number only: they are the Pods of the StatefulSet ${name}`,
  }),
  'instances-apart': entry<{ template: string; why: string }>({
    class: 'NOTE',
    title: 'Instances of a template became workloads of their own',
    message: ({ template, why }) => `each instance of ${template} is a workload of its own: ${why}`,
  }),
  'name-changed': entry<{ name: string; why: string }>({
    class: 'NOTE',
    title: 'The workload has another name than its unit',
    message: ({ name, why }) => `its workload is called ${name}: ${why}`,
  }),
  'shares-pod': entry<{ leader: string }>({
    class: 'APPROX',
    title: 'A sidekick became a container of its leader',
    message: ({ leader }) =>
      `it runs in the Pod of ${leader}: both are placed, updated and deleted together, and share localhost`,
  }),
  'prepares-pod': entry<{ leader: string }>({
    class: 'APPROX',
    title: 'A oneshot became an init container',
    message: ({ leader }) =>
      `it runs before the containers of ${leader}, once for each Pod; it must do no harm when it runs again`,
  }),
  'merge-or-apart': entry<{ template: string; why: string }>({
    class: 'DECIDE',
    title: 'A follower with a life of its own',
    message: ({ template, why }) =>
      `each instance of ${template} is a workload of its own: ${why}, and is not bound to it, so that affinity keeps the pairs together`,
    help: () => 'for one Pod, bind it: BindsTo= its leader',
  }),
  'runs-once': entry<Record<string, never>>({
    class: 'APPROX',
    title: 'A oneshot became a Job',
    message: () =>
      'it runs once as a Job; fleet ran it again when its machine was lost or rebooted',
  }),
  'runs-once-a-node': entry<Record<string, never>>({
    class: 'APPROX',
    title: 'A global oneshot became an init container of a DaemonSet',
    message: () =>
      'it runs once for each Pod, not once for each boot, and is tried again when it fails',
  }),
  'set-up-and-tear-down': entry<Record<string, never>>({
    class: 'DECIDE',
    title: 'A oneshot with a second half at its stop',
    message: () =>
      'RemainAfterExit= with ExecStop= sets something up and tears it down; no workload does that',
    help: () => 'make the set-up a Job or an init container, and the tear-down a preStop hook',
  }),
  'keeps-running': entry<{ why: string }>({
    class: 'DECIDE',
    title: 'A StatefulSet is not restarted elsewhere by itself',
    message: ({ why }) =>
      `${why}; its Pod is not started on another node until the lost node is deleted or tainted out-of-service`,
  }),
  'not-enforced': entry<{ how: string; unit: string; why: string }>({
    class: 'NOTE',
    title: 'A dependency that nothing enforces',
    message: ({ how, unit, why }) => `${how}=${unit} is not enforced: ${why}`,
  }),
  'socket-without-service': entry<{ service: string }>({
    class: 'ERROR',
    title: 'A socket whose service is not in the input',
    message: ({ service }) =>
      `${service} is not in the input, so systemd refuses to start this socket`,
  }),
  'name-taken': entry<{ name: string; other: string }>({
    class: 'DECIDE',
    title: 'Two things want the same name',
    message: ({ name, other }) => `the name ${name} is taken by ${other}`,
    help: () => 'rename one of them',
  }),
} as const satisfies Record<string, Entry<never>>;
