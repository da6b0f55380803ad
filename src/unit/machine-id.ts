/** Length of the short form that fleet shows in lists. */
const SHORT = 8;

/** Whether a machine answers to the value of `MachineID=`: its id, or exactly the first eight characters of it. */
export function answersTo(machineId: string, asked: string): boolean {
  return asked === machineId || asked === machineId.slice(0, SHORT);
}
