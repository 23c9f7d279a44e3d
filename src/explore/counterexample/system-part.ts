/** Where a test gets its system from, and how it is written there. */
import type { Exploration } from '../exploration.ts'
import type { Imports } from './imports.ts'
import { identifier } from './words.ts'

/** A name, and the file it is imported from. */
export type Declared = { readonly as: string; readonly in: string }

/** The system in a test. */
export type SystemPart = {
  /** How the test says it: `shop`, `shopExploration.system`. */
  readonly system: string
  /** How it says the exploration, where it imports that. */
  readonly exploration?: string
  readonly declarations: readonly string[]
}

/** The system as the test has it: imported with its exploration, imported alone, or as data. */
export function systemPart(
  { name, system, options }: Exploration,
  explored: string | undefined,
  imports: Imports,
): SystemPart {
  if (explored !== undefined) {
    const exploration = identifier(name, imports.names)
    imports.addDefault(explored, exploration)
    return { system: `${exploration}.system`, exploration, declarations: [] }
  }
  const { declared } = options
  if (declared !== undefined) {
    const { as, in: from } = declared
    const local = as === 'default' ? identifier(name, imports.names) : as
    if (as === 'default') imports.addDefault(from, local)
    else imports.add(from, local)
    return { system: local, declarations: [] }
  }
  imports.add('gameday', 'systemFrom')
  const local = identifier(system.name, imports.names)
  const data = JSON.stringify(system, undefined, 2)
  return { system: local, declarations: [`const ${local} = systemFrom(${data})`] }
}
