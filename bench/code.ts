/**
 * What real code on a virtual clock costs: actors that wait, events a second. `npm run bench:code`;
 * CPU time of the quickest of several rounds in turn, as a busy neighbour only ever slows down.
 */
import { Town } from '../specs/virtual/support/town.ts'
import { play, type PlayOptions } from '../src/virtual/play.ts'
import { millionsPerSecond, nsPerEvent, type Round } from './measure.ts'

const isSmoke = process.argv.includes('--smoke')
const [EVENTS, ROUNDS] = isSmoke ? [10_000, 1] : [1_000_000, 5]
const ACTORS = 50

const sleep = (ms: number): Promise<void> => new Promise(resolve => void setTimeout(resolve, ms))

/** Actors that wait for a few milliseconds, again and again, until so many events have fired. */
async function waits(options: PlayOptions): Promise<number> {
  const town = new Town()
  for (let actor = 0; actor < ACTORS; actor++) {
    town.host(`actor ${actor}`).does(async () => {
      for (let i = 0; i < EVENTS / ACTORS; i++) await sleep(1 + ((i * 7 + actor) % 13))
    })
  }
  await play(() => town.agenda.step(), options)
  return town.agenda.fired
}

/** One timer a second, for a virtual day. */
async function aDay(): Promise<number> {
  const town = new Town()
  town.host('clock').does(() => {
    let ticks = 0
    const timer = setInterval(() => {
      if (++ticks === 86_400) clearInterval(timer)
    }, 1000)
  })
  await town.play()
  return town.agenda.fired
}

const rows: [what: string, aim: string, play: () => Promise<number>][] = [
  ['timers, nobody watches', 'aim 1 M', () => waits({ realIO: 'ignore' })],
  ['  drained between immediates', '', () => waits({ realIO: 'ignore', drain: 'immediate' })],
  ['timers, watched for real work', 'aim 0.5 M', () => waits({})],
  ['  drained between immediates', '', () => waits({ drain: 'immediate' })],
  ['a virtual day, one timer a second', '', aDay],
]

const best: Round[] = []
for (let round = 0; round < ROUNDS; round++) {
  for (const [i, [, , run]] of rows.entries()) {
    const before = process.cpuUsage()
    const events = await run()
    const { user, system } = process.cpuUsage(before)
    const taken = { cpuMs: (user + system) / 1000, events }
    if (best[i] === undefined || nsPerEvent(taken) < nsPerEvent(best[i])) best[i] = taken
  }
}
for (const [i, [what, aim]] of rows.entries()) {
  const speed = `${millionsPerSecond(best[i]).toFixed(2)} M events/s`.padStart(20)
  const took = `${best[i].cpuMs.toFixed(0)} ms`.padStart(9)
  console.log(`${what.padEnd(36)}${speed}${took}   ${aim}`)
}
