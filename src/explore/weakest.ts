/** Finds the weakest setting with which a goal holds, by trying each that a person would write. */
import { worded } from '../declare/worded.ts'
import { UsageError } from '../kernel/errors.ts'
import { literal } from '../faults/sentence.ts'
import {
  SettingSpace,
  type SettingSpec,
  type Settings,
  type Varied,
} from './arbitrary/setting-space.ts'
import { ask } from './search/goal.ts'

/** One setting that was tried. */
export type Tried<V> = {
  readonly value: V
  readonly held: boolean
  /** What the goal said, if it did not hold. */
  readonly message?: string
}

/** What came of looking for the weakest setting that holds. */
export type Weakest<V> = {
  /** Every value that was tried, in the order that was given. */
  readonly sweep: readonly Tried<V>[]
  /** The same in words. */
  toString(): string
} & (
  | {
      /** All weaker ones break, and from `holds` on all hold. */
      readonly answer: 'threshold'
      readonly holds: V
      /** The one before. */
      readonly breaks: V
      readonly isMonotone: true
    }
  | {
      /** All hold: `holds` is the first. */
      readonly answer: 'all hold'
      readonly holds: V
      readonly breaks: undefined
      readonly isMonotone: true
    }
  | {
      /** None holds: `breaks` is the last. */
      readonly answer: 'none holds'
      readonly holds: undefined
      readonly breaks: V
      readonly isMonotone: true
    }
  | {
      /** Behind one that holds there is one that breaks: only the sweep tells. */
      readonly answer: 'no threshold'
      readonly holds: undefined
      readonly breaks: undefined
      readonly isMonotone: false
    }
)

/**
 * The weakest setting with which a goal holds. Every value of the range that a person would write
 * is tried, from the first to the last, so that it is known and not assumed whether there is one
 * threshold. Write the range from weak to strong: `['2s', '50ms']` asks for the longest time that
 * holds.
 *
 * @param spec settings as for `settings`, of which just one varies, through at most 200 values
 * @param judge plays the system with these settings and says what must hold, as a goal does
 * @returns what holds, what breaks, and every value that was tried
 * @throws UsageError when not just one setting varies, or the judge returns a promise, or looks
 * at no setting; whatever the judge throws that is no failed expectation, and a failed one that
 * had nothing to judge
 * @example
 * const slowDb = slow('db', { by: '500ms' }).at('5s').for('5s')
 * const found = weakest({ timeout: ['2s', '50ms'] }, ({ timeout }) => {
 *   const shop = system('shop', {
 *     shoppers: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
 *     web: service({ concurrency: 8, handle: call('db', { timeout, optional: true }) }),
 *     db: store({ time: '5ms' }),
 *   })
 *   expect(simulate(shop, { for: '15s', faults: [slowDb] })).toStayAvailable('99.9%')
 * })
 * console.log(`${found}`) // timeout: holds from '300ms' on, breaks at '500ms'
 */
export function weakest<const S extends SettingSpec>(
  spec: S,
  judge: (settings: Settings<S>) => unknown,
): Weakest<Varied<S>> {
  const space = new SettingSpace(spec, 'weakest')
  const [leaf, ...others] = space.leaves
  if (others.length > 0) throw severalVary(space.leaves.map(({ name }) => name))
  if (typeof judge !== 'function') throw noJudge()
  let isRead = false
  const watched = (i: number) => watchedBy(() => (isRead = true), space.at([i]))
  const sweep = leaf.values.map((value, i) => ({
    value: value as Varied<S>,
    ...verdictOf(() => judge(watched(i))),
  }))
  if (!isRead) throw neverRead(leaf.name)
  return found(leaf.name, sweep)
}

/** The same settings, which tell when any is looked at. */
function watchedBy<S extends object>(isRead: () => void, settings: S): S {
  const watched = {} as S
  for (const [name, value] of Object.entries(settings)) {
    const get = (): unknown => (isRead(), value)
    Object.defineProperty(watched, name, { enumerable: true, get })
  }
  return watched
}

/** What is no failed expectation is passed on, and so is one that had nothing to judge. */
function verdictOf(goal: () => unknown): Omit<Tried<unknown>, 'value'> {
  let thrown: unknown
  const { verdict, message = '' } = ask(() => {
    try {
      return goal()
    } catch (error) {
      thrown = error
      throw error
    }
  })
  if (verdict === 'held') return { held: true }
  if (verdict === 'broken') return { held: false, message }
  throw thrown ?? new UsageError({ what: message, where: 'weakest' })
}

function found<V>(name: string, sweep: readonly Tried<V>[]): Weakest<V> {
  const { text, ...answer } = answered(sweep)
  return worded({ sweep, ...answer } as Weakest<V>, `${name}: ${text}`)
}

function answered<V>(sweep: readonly Tried<V>[]) {
  const first = sweep.findIndex(({ held }) => held)
  const isMonotone = first === -1 || sweep.slice(first).every(({ held }) => held)
  if (!isMonotone) {
    const nothing = { holds: undefined, breaks: undefined, isMonotone }
    return { answer: 'no threshold', ...nothing, text: noThreshold(sweep) }
  }
  if (first === -1) {
    const breaks = sweep[sweep.length - 1].value
    const text = `nothing up to ${literal(breaks)} holds`
    return { answer: 'none holds', holds: undefined, breaks, isMonotone, text }
  }
  const holds = sweep[first].value
  if (first === 0) {
    const text = `everything from ${literal(holds)} on holds`
    return { answer: 'all hold', holds, breaks: undefined, isMonotone, text }
  }
  const breaks = sweep[first - 1].value
  const text = `holds from ${literal(holds)} on, breaks at ${literal(breaks)}`
  return { answer: 'threshold', holds, breaks, isMonotone, text }
}

/** Where it holds only for the first ones, the range is upside down. */
function noThreshold(sweep: readonly Tried<unknown>[]): string {
  const broken = sweep.findIndex(({ held }) => !held)
  if (sweep.slice(broken).every(({ held }) => !held)) {
    const [holds, breaks] = [sweep[broken - 1], sweep[broken]].map(({ value }) => literal(value))
    return `holds up to ${holds}, breaks from ${breaks} on: write the range the other way round`
  }
  const all = sweep.map(({ value, held }) => `${literal(value)} ${held ? 'holds' : 'breaks'}`)
  return `there is no threshold: ${all.join(', ')}`
}

const severalVary = (names: readonly string[]): UsageError =>
  new UsageError({
    what: `${names.join(' and ')} vary, and only of one can there be a weakest`,
    where: 'weakest',
    fix: `write one value for each but one, as in ${names[0].split('.').at(-1)}: …`,
  })

const neverRead = (name: string): UsageError =>
  new UsageError({
    what: `the judge looks at no setting, so that every ${name} is judged alike`,
    where: 'weakest',
    fix: `hand it on to what is judged, as in ({ ${name.split('.')[0]} }) => …`,
  })

const noJudge = (): UsageError =>
  new UsageError({
    what: 'there is no judge',
    where: 'weakest',
    fix: "write one, as in ({ timeout }) => expect(simulate(…)).toStayAvailable('99%')",
  })
