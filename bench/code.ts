/**
 * What real code on a virtual clock costs: actors that wait, and code in a system. `npm run
 * bench:code`; CPU time of the quickest of several rounds in turn, as a busy neighbour only ever
 * slows down.
 */
import { Town } from '../specs/virtual/support/town.ts'
import { play, type PlayOptions } from '../src/virtual/play.ts'
import { callsOfCode, callsOfModel, doubleCharges, http } from './code-in-systems.ts'
import { millionsPerSecond, nsPerEvent, type Round } from './measure.ts'

const isSmoke = process.argv.includes('--smoke')
const [EVENTS, ROUNDS] = isSmoke ? [10_000, 1] : [1_000_000, 5]
const [CALL_SECONDS, MINUTES, SEEDS] = isSmoke ? [1, 1, 2] : [60, 5, 50]
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

const perSecond = (round: Round): string => `${millionsPerSecond(round).toFixed(2)} M events/s`
const microseconds = (round: Round): string => `${(nsPerEvent(round) / 1000).toFixed(1)} µs each`
const perMinute = ({ cpuMs }: Round): string => `${(cpuMs / MINUTES).toFixed(0)} ms a minute`
const seeds = (round: Round): string => `${(1e9 / nsPerEvent(round)).toFixed(0)} seeds/s`

type Row = {
  readonly what: string
  readonly aim?: string
  readonly play: (round: number) => Promise<number>
  readonly told: (round: Round) => string
}

const rows: Row[] = [
  {
    what: 'timers, nobody watches',
    aim: '1 M',
    play: () => waits({ realIO: 'ignore' }),
    told: perSecond,
  },
  {
    what: '  drained between immediates',
    play: () => waits({ realIO: 'ignore', drain: 'immediate' }),
    told: perSecond,
  },
  { what: 'timers, watched for real work', aim: '0.5 M', play: () => waits({}), told: perSecond },
  {
    what: '  drained between immediates',
    play: () => waits({ drain: 'immediate' }),
    told: perSecond,
  },
  { what: 'a virtual day, one timer a second', play: aDay, told: perSecond },
  {
    what: 'a call that code answers',
    aim: '5 µs',
    play: seed => callsOfCode({ seconds: CALL_SECONDS, seed }),
    told: microseconds,
  },
  {
    what: '  that a model answers',
    play: seed => callsOfModel({ seconds: CALL_SECONDS, seed }),
    told: microseconds,
  },
  {
    what: 'HTTP with a breaker, 5 requests/s',
    aim: '100 ms',
    play: seed => http({ seconds: 60 * MINUTES, seed }),
    told: perMinute,
  },
  {
    what: 'double charge with PostgreSQL',
    aim: '40',
    play: () => doubleCharges(SEEDS),
    told: seeds,
  },
]

const best: Round[] = []
for (let round = 0; round < ROUNDS; round++) {
  for (const [i, { play }] of rows.entries()) {
    const before = process.cpuUsage()
    const events = await play(round)
    const { user, system } = process.cpuUsage(before)
    const taken = { cpuMs: (user + system) / 1000, events }
    if (best[i] === undefined || nsPerEvent(taken) < nsPerEvent(best[i])) best[i] = taken
  }
}
for (const [i, { what, aim, told }] of rows.entries()) {
  const took = `${best[i].cpuMs.toFixed(0)} ms`.padStart(9)
  console.log(`${what.padEnd(36)}${told(best[i]).padStart(20)}${took}   ${aim ? `aim ${aim}` : ''}`)
}
