import { execute } from '@oclif/core';

/** Runs the command that the words of the command line name. `root`: URL of a file in the package. */
export const main = (root: string): Promise<unknown> => execute({ dir: root });
