/** Places that more comes to than they have room for, before anything goes wrong. */
import { formatShare, type Ms } from '../../../kernel/units.ts'
import { timeText } from '../time-text.ts'
import {
  everyStep,
  type HandlerData,
  type KeysData,
  sequencesOf,
  type StepData,
  type SystemData,
} from '../../data.ts'
import { calleeOf, componentOf, dependenciesIn } from '../../graph.ts'
import type { Figures } from '../figures.ts'
import type { Place } from '../flow.ts'
import { counted, perSecond } from '../numbers.ts'
import type { Told } from '../rule.ts'

/** A component without enough slots. */
export const overloaded = ({ overloads }: Figures): Told[] =>
  overloads.filter(isSlots).map(place => {
    const { at, has, wanted, worked, rate } = place
    const share = shareOf(place)
    const requests = `${perSecond(rate)} requests a second`
    const what =
      worked >= has
        ? `${requests} bring more work than ${slots(has)} can do: ${share} of it, ` +
          'while nothing is wrong'
        : `${requests} hold ${counted(wanted)} slots while they wait for what they call, and ` +
          `there are ${has}: ${share} of it, while nothing is wrong`
    return { at, what, fix: moreSlots(place) }
  })

/** A pool of a caller without enough slots. */
export const poolOverloaded = (figures: Figures): Told[] =>
  figures.overloads
    .filter(({ kind }) => kind === 'pool')
    .map(place => {
      const { at, has, wanted, rate } = place
      const replicas = figures.replicasOf(place.component)
      const what =
        `${perSecond(rate)} calls a second are ${counted(wanted)} at once on average, and the ` +
        `bulkhead lets ${has} through: ${shareOf(place)} of it, while nothing is wrong`
      return {
        at,
        what,
        fix: `write a limit of more than ${Math.floor(wanted / replicas)}`,
      }
    })

/** Shorter than this, a cold cache is warm again before it matters. */
const SHORT_MS = 1_000

/** A component that has enough slots only as long as caches keep requests away from it. */
export const overloadedWhenCold = (figures: Figures): Told[] =>
  figures.overloadsWhenCold.filter(isSlots).flatMap(place => {
    const { at, has, rate } = place
    if (figures.overloads.some(warm => warm.at === at)) return []
    const coldMs = coldFor(figures.data, place)
    if (coldMs < SHORT_MS) return []
    const what =
      `with a cold cache ${perSecond(rate)} requests a second come to it, ` +
      `${shareOf(place)} of what ${slots(has)} can do, for ${timeText(coldMs)} at the least`
    return [{ at, what, fix: 'bound its queue, share fills (coalesce), or give it more slots' }]
  })

/** Three figures are enough. */
const shareOf = ({ wanted, has }: Place): string =>
  formatShare(Number((wanted / has).toPrecision(3)))

const isSlots = ({ kind }: Place): boolean => kind === 'slots'

const slots = (count: number): string => (count === 1 ? '1 slot' : `${count} slots`)

const moreSlots = ({ wanted }: Place): string =>
  `give it more than ${Math.floor(wanted)} slots (concurrency × replicas), or less load`

/** Which of its keys each question is for. */
type KeyLaw = Extract<KeysData, { keys: unknown }>['keys']

/** How long it takes a component to fill the keys that are asked for most, doing nothing else. */
function coldFor(data: SystemData, { at, has, wanted, rate }: Place): Ms {
  const eachMs = wanted / rate / has
  let longest = 0
  for (const [, part] of data.parts) {
    for (const [, steps] of sequencesOf(part)) {
      for (const step of everyStep(steps)) {
        if (step.step !== 'cached' || !leadsTo(data, step.miss, at)) continue
        longest = Math.max(longest, 'hitRatio' in step.keys ? warmUpMs(data, step.cache) : 0)
        if ('keys' in step.keys) longest = Math.max(longest, countOf(step.keys.keys) * eachMs)
      }
    }
  }
  return longest
}

const leadsTo = (data: SystemData, steps: readonly StepData[], to: string): boolean =>
  [...everyStep(steps)].some(step => {
    const callee = calleeOf(step)
    if (callee === null) return false
    const component = componentOf(callee)
    return component === to || dependenciesIn(data, component).dependsOn.includes(to)
  })

const warmUpMs = ({ parts }: SystemData, cache: string | null): Ms =>
  cache === null ? 0 : ((parts.get(cache) as HandlerData | undefined)?.cache?.warmUpMs ?? 0)

/** How many keys make half of all questions, by the integral under the law. */
function countOf(keys: KeyLaw): number {
  if (typeof keys === 'number') return keys / 2
  const { items, exponent } = keys
  const rest = 1 - exponent
  if (Math.abs(rest) < 1e-6) return Math.sqrt(items)
  const half = (Math.exp(rest * Math.log(items)) + 1) / 2
  return Math.exp(Math.log(half) / rest)
}
