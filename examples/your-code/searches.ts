/** The four mistakes: where each is made, what may go wrong there, and what must hold. */
import { goal, type Run, type System } from 'gameday'
import { type Exploration, exploration } from 'gameday/explore'
import { shop, type Ways } from './system.ts'

type Names = ReturnType<typeof shop> extends System<infer N> ? N : never

/** The auditor, who looks into the books three times a second, has found nothing wrong. */
export const nothingIsWrong = (run: Run<Names>): boolean =>
  run.on('auditor->audit').outcomes.error === 0

const common = { store: false, runs: 60, holds: nothingIsWrong } as const

/** A mistake: how it is made, and how it is searched for. */
export type Mistake = {
  /** What is wrong, in a few words. */
  readonly what: string
  /** How it is made. */
  readonly made: Ways
  /** The search, in a shop that makes it or in one that does not. */
  readonly search: (made: Ways) => Exploration<Names>
}

/** Each has a budget of 60 runs. */
export const mistakes = {
  charge: {
    what: 'a double charge by a race',
    made: { reading: 'select' },
    search: made =>
      exploration(shop(made), {
        ...common,
        for: '12s',
        kinds: ['slow', 'partition', 'delay', 'reorder'],
        targets: ['db', 'payments'],
      }),
  },
  mail: {
    what: 'a mail sent twice after a crash',
    made: { posting: 'the mail' },
    search: made =>
      exploration(shop(made), {
        ...common,
        for: '16s',
        within: '8s',
        kinds: ['crash', 'pause', 'partition'],
        targets: ['mailer', 'queue'],
      }),
  },
  retry: {
    what: 'a retry that keeps the outage alive',
    made: { asking: 'for ever' },
    search: made =>
      exploration(shop(made), {
        ...common,
        for: '26s',
        within: '6s',
        settle: '8s',
        kinds: ['slow', 'crash', 'partition'],
        // Who takes 20 s longer has the bank's only slot for that long: that is no fault of ours.
        magnitude: { by: ['100ms', '2s'] },
        targets: ['bank', 'payments'],
        recovers: goal.availability('90%'),
      }),
  },
  price: {
    what: 'a cache filled with a stale price',
    made: { keeping: 'until it changes' },
    search: made =>
      exploration(shop(made), {
        ...common,
        for: '25s',
        within: '12s',
        kinds: ['slow', 'crash', 'partition', 'delay'],
        targets: ['cache', 'prices', 'db'],
      }),
  },
} satisfies { readonly [name: string]: Mistake }
