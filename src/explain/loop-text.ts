/** How a loop keeps a failure alive when what began it is over: both of its arms, with numbers. */
import { count } from '../kernel/count.ts'
import { moment } from '../kernel/figures.ts'
import { callIn, type Case, componentIn, during } from './case.ts'
import type { Loop } from './loop.ts'
import type { Hop } from './reached.ts'
import { shareText } from './overload.ts'
import { cacheBehind, calleeOf } from './topology.ts'

/**
 * The sentences of a loop, also of those who only wait in the same line: without these nobody would
 * know how it reached the clients, and the answers that are late are the detail.
 */
export function loopSentences(one: Case, loop: Loop, path: readonly string[]): readonly Hop[] {
  const { fromMs, toMs } = one.spell
  const later = during(one, { fromMs: Math.max(loop.fromMs, fromMs), toMs })
  const told = loop.mechanism === 'cache misses' ? ofMisses(later, loop) : ofRepeats(later, loop)
  const beside = waitingBeside(later, loop, path)
  return [
    ...told.map((sentence, i) => ({ sentence, isDetail: i === LATE && beside.length > 0 })),
    ...beside.map(sentence => ({ sentence, isDetail: false })),
  ]
}

/** Which of the sentences tells that attempts are late. */
const LATE = 2

/** Who does not repeat its calls, and waits in the same line. */
function waitingBeside(later: Case, { component, call }: Loop, path: readonly string[]): string[] {
  if (path.includes(call)) return []
  const line = count(componentIn(later, component).queue.peak)
  return path
    .filter(other => calleeOf(other) === component)
    .map(other => `${other} waits in the same line, up to ${line} long`)
}

const overAt = ({ fromMs }: Loop): string => `over at ${moment(fromMs)}`

const busyText = (later: Case, { component }: Loop): string =>
  `${component} stays ${shareText(componentIn(later, component).utilisation)} busy`

/** Late attempts are made again, and what is made again is late. */
function ofRepeats(later: Case, loop: Loop): string[] {
  const { component, call, alone, withLoop, gain, mechanism } = loop
  const what = mechanism === 'hedges' ? 'hedges' : 'retries'
  const stays = (began: string): string => `${began}, but ${busyText(later, loop)}`
  const load = `of what it can do, and without ${what} for ${shareText(alone)}`
  return [
    `${stays(overAt(loop))}: ${call} makes ${gain.toFixed(2)} attempts a call`,
    `so ${component} is asked for ${shareText(withLoop)} ${load}`,
    `and ${answeredText(later, call)} in time: each that is late is ${again[mechanism]}`,
  ]
}

const again = { 'retry loop': 'made again', hedges: 'hedged', 'cache misses': '' }

/** A cache that is cold makes load, and that load keeps it cold. */
function ofMisses(later: Case, loop: Loop): string[] {
  const { component, call, alone, withLoop } = loop
  const cache = cacheBehind(later.run, call) ?? 'the cache'
  const warm = `warm it would be ${shareText(alone)}`
  const { emptied } = later.run.cache(cache)
  const isMoment = emptied.some(({ at }) => at === loop.fromMs)
  const stays = (began: string): string => `${began}, but ${busyText(later, loop)}`
  const once = `that took a moment, at ${moment(loop.fromMs)}`
  return [
    `${stays(isMoment ? once : overAt(loop))}: misses of ${cache} keep it so`,
    `so ${component} is asked for ${shareText(withLoop)} of what it can do; with ${cache} ${warm}`,
    `and ${answeredText(later, call)} in time: ${cache} is not filled, and misses go on`,
  ]
}

function answeredText(later: Case, call: string): string {
  const { issued, outcomes } = callIn(later, call).attempts
  const some = outcomes.ok === 0 ? 'none' : `only ${count(outcomes.ok)}`
  return `${some} of ${count(issued)} attempts ${outcomes.ok === 1 ? 'is' : 'are'} answered`
}
