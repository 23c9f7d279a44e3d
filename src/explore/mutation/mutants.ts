/** Every weakened form of a system: one thing of its declaration at a time. */
import type { System } from '../../declare/index.ts'
import { changed, type Draft, draftOf, type Written } from '../../declare/draft.ts'
import { type DeclarationLine, linesOf } from '../../explain/remedies/lines.ts'
import { UsageError } from '../../kernel/errors.ts'
import { weakenings } from './weakenings.ts'

/** A weakened form of a system. */
export type Mutant = {
  /** What is weaker, and where: `no time-out at web->db`. */
  readonly what: string
  /** The lines of the declaration that say so. */
  readonly lines: readonly DeclarationLine[]
  /** The system with them; undefined where it is none any more. */
  readonly system: System | undefined
}

/** All of them, in the order of the declaration. What clients do is no protection of the system. */
export function mutantsOf(system: System): readonly Mutant[] {
  return [...sitesOf(system)].flatMap(({ place, at, find }) =>
    weakenings
      .filter(row => row.at === at && row.weaken(find(draftOf(system))))
      .map(({ what, weaken }) => {
        const edit = (draft: Draft): void => void weaken(find(draft))
        return {
          what: `${what} at ${place}`,
          lines: linesOf(system, [{ kind: what, what, place, price: 0, edit }]),
          system: weakened(system, edit),
        }
      }),
  )
}

/** Where something may be declared, and how it is found in a draft. */
type Site = {
  readonly place: string
  readonly at: 'call' | 'part' | 'system'
  readonly find: (draft: Draft) => Written
}

function* sitesOf(system: System): Generator<Site> {
  const draft = draftOf(system)
  for (const [name, { kind }] of Object.entries(draft.parts)) {
    if (kind === 'clients') continue
    yield { place: name, at: 'part', find: ({ parts }) => parts[name] }
    for (const [i, { caller, name: place }] of draft.calls.entries()) {
      if (caller === name) yield { place, at: 'call', find: ({ calls }) => calls[i].step }
    }
  }
  yield { place: system.name, at: 'system', find: ({ options }) => options }
}

function weakened(system: System, edit: (draft: Draft) => void): System | undefined {
  try {
    return changed(system, edit)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
