/** The exploration that a file declares, whichever copy of the package it was declared with. */
import { systemFrom } from '../declare/index.ts'
import { Exploration } from '../explore/exploration.ts'
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { load } from './load.ts'

/** An exploration, and the file it is the default export of. */
export type FromFile = { readonly path: string; readonly exploration: Exploration }

/**
 * Imports the exploration that a file declares.
 *
 * @param file a path, relative to the folder
 * @throws UsageError when the file cannot be imported, or exports something else
 */
export async function explorationFrom(file: string, cwd: string): Promise<FromFile> {
  const { path, value } = await load(file, cwd)
  if (!Exploration.isOne(value)) throw noExploration(file, value)
  return { path, exploration: ours(value) }
}

/** A file that is CommonJS gets the package as CommonJS, whose classes are not those of this one. */
function ours(given: Exploration): Exploration {
  if (given instanceof Exploration) return given
  const { system, written } = given as Exploration
  return new Exploration(systemFrom(system.toJSON()), written)
}

const noExploration = (file: string, value: unknown): UsageError =>
  new UsageError({
    what: `the default export of ${file} is ${shown(value)}, which is no exploration`,
    fix: 'write export default exploration(system, { … }) in it',
  })
