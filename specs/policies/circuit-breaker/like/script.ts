/**
 * What happens to a breaker, made up from a seed: calls that begin and end at instants, most of
 * them on the boundaries of its options or one millisecond beside, some long after their state.
 */
import type { CallOutcome } from 'gameday/policies'
import { randomStream } from '../../../../src/kernel/streams.ts'

/** One thing that happens. Calls are numbered in the order in which they begin. */
export type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'begin' }
  | { readonly do: 'end'; readonly call: number; readonly outcome: CallOutcome }

/** What a breaker makes of a call. */
export type Answer = 'admitted' | 'rejected' | 'waiting'

/** A breaker, the library's or ours, to which a script happens. Times begin at `EPOCH`. */
export interface Subject {
  wait(ms: number): void | Promise<void>
  begin(call: number): void | Promise<void>
  end(call: number, outcome: CallOutcome): void | Promise<void>
  state(): string
  answers(): readonly Answer[]
}

/** As clocks are: far from 0, where some libraries have their sentinels. */
export const EPOCH = 1_795_000_000_000

/** Draws whole numbers and picks from lists, always the same for one seed. */
export class Dice {
  readonly #next: () => number

  constructor(seed: number, name: string) {
    this.#next = randomStream(`${seed}`, name)
  }

  from(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[this.from(0, list.length - 1)]
  }
}

/** A script of so many steps; `instants` are the lengths of time at whose ends things change. */
export function scriptOf(
  dice: Dice,
  length: number,
  instants: readonly number[],
  outcomes: readonly CallOutcome[],
): Step[] {
  const underWay: number[] = []
  let begun = 0
  return Array.from({ length }, (): Step => {
    const what = dice.from(1, 10)
    if (what <= 3) return { do: 'wait', ms: waitOf(dice, instants) }
    if (what <= 7 || underWay.length === 0) {
      underWay.push(begun)
      begun += 1
      return { do: 'begin' }
    }
    const isLast = dice.from(1, 3) > 1
    const [call] = underWay.splice(isLast ? -1 : dice.from(0, underWay.length - 1), 1)
    return { do: 'end', call, outcome: dice.pick(outcomes) }
  })
}

function waitOf(dice: Dice, instants: readonly number[]): number {
  const kind = dice.from(1, 10)
  if (kind <= 3) return dice.from(0, 3)
  if (kind === 4) return 3 * Math.max(...instants)
  return Math.max(0, dice.pick(instants) + dice.pick([-1, 0, 0, 0, 1]))
}

/**
 * The states after each step, and what became of each call, by its first letter: all that can be
 * told from outside.
 */
export async function lifeOf(subject: Subject, script: readonly Step[]): Promise<string[]> {
  const life: string[] = []
  let begun = 0
  for (const step of script) {
    if (step.do === 'wait') await subject.wait(step.ms)
    else if (step.do === 'begin') await subject.begin(begun++)
    else await subject.end(step.call, step.outcome)
    life.push(
      `${subject.state()}: ${subject
        .answers()
        .map(answer => answer[0])
        .join('')}`,
    )
  }
  return life
}

/** How often something worth comparing has happened in lives. */
export function tellOf(lives: readonly (readonly string[])[]) {
  const states = lives.map(life => life.map(line => line.split(':')[0]))
  const pairs = (from: string, to: string): number =>
    states.flatMap(names => names.filter((name, i) => name === to && names[i - 1] === from)).length
  return {
    lives: lives.length,
    opened: pairs('closed', 'open'),
    reopened: pairs('half-open', 'open'),
    closed: pairs('half-open', 'closed'),
    waited: lives.filter(life => life.some(line => line.includes('w'))).length,
  }
}

/** Lets promises settle; they take no virtual time. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
}
