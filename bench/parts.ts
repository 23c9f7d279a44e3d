/** The parts of the benchmark: what each plays, beside its reference, and the rows it says. */
import { type Distribution, exponential, simulate } from 'gameday'
import { playByHand } from './hand-written.ts'
import { delaySystem, idleSystem } from './idle.ts'
import { mm1, playInDsl } from './in-the-dsl.ts'
import { chains, playUnder } from './many.ts'
import { inFreshProcess, inTurn, millionsPerSecond, nsPerEvent, type Round } from './measure.ts'
import { RATE_PER_MS } from './model.ts'
import { costs } from './policies.ts'
import { type Effort, median, type Ratio, type Row } from './rows.ts'
import { trials } from './trials.ts'

function throughput({ requests, rounds }: Effort): Row[] {
  const seconds = requests / 900
  const [byHand, inDsl, queue] = inTurn(rounds, [
    round => playByHand(requests, `${round}`).events,
    round => playInDsl(requests, `${round}`).recording.events,
    round => simulate(mm1, { for: `${seconds}s`, seed: round }).recording.events,
  ])
  const value = nsPerEvent(byHand) / nsPerEvent(inDsl)
  const ratio: Ratio = { name: 'dsl', value, better: 'higher' }
  return [
    { what: 'three tiers, by hand on the kernel', is: speed(byHand), aim: '' },
    { what: 'three tiers, in the DSL', is: speed(inDsl), aim: '2.5 M events/s' },
    { what: 'ratio', is: value.toFixed(2), aim: '0.5', ratio },
    { what: 'M/M/1 in the DSL (4 events a request)', is: speed(queue), aim: '5 M events/s' },
  ]
}

const speed = (round: Round): string => `${millionsPerSecond(round).toFixed(2)} M events/s`

function pending({ requests, rounds }: Effort): Row[] {
  const play = (amount: number, time?: Distribution) => {
    const delay = delaySystem(amount, time)
    const length = requests / (amount / 100)
    return (round: number) => simulate(delay, { for: length, seed: round }).recording.events
  }
  const times = exponential('100ms')
  const [few, many, fewDrawn, manyDrawn] = inTurn(rounds, [
    play(100),
    play(10_000),
    play(100, times),
    play(10_000, times),
  ])
  return [
    { what: 'an event at 100 pending', is: `${nsPerEvent(few).toFixed(0)} ns`, aim: '' },
    beside('an event at 10,000 pending', many, few, '2.5 times', 'pending'),
    beside('10,000 to 100, times drawn', manyDrawn, fewDrawn, '2.5 times', 'pendingDrawn'),
  ]
}

/** An event of one thing in events of another. */
function beside(what: string, one: Round, other: Round, aim: string, name: string): Row {
  const value = nsPerEvent(one) / nsPerEvent(other)
  return {
    what,
    is: `${value.toFixed(2)} times that`,
    aim,
    ratio: { name, value, better: 'lower', hangsOnCache: true },
  }
}

const IDLE = 1_000

function idleComponents({ rounds }: Effort): Row[] {
  const besideIdle = idleSystem(IDLE)
  const [alone, many] = inTurn(rounds, [
    round => simulate(idleSystem(1), { for: '20s', seed: round }).recording.events,
    round => simulate(besideIdle, { for: '20s', seed: round }).recording.events,
  ])
  const idleUs = ((many.cpuMs - alone.cpuMs) * 1_000) / IDLE
  return [{ what: 'an idle component, for a run', is: `${idleUs.toFixed(1)} µs`, aim: '' }]
}

function manyComponents({ requests, rounds }: Effort): Row[] {
  const seconds = requests / (1_000 * RATE_PER_MS)
  const played = [1, 100, 1_000].map(count => {
    const declared = chains(count)
    return (round: number) =>
      simulate(declared, { for: `${seconds}s`, seed: round }).recording.events
  })
  const [three, hundreds, thousands] = inTurn(Math.ceil(rounds / 3), played)
  return [
    { what: 'an event at 3 components', is: `${nsPerEvent(three).toFixed(0)} ns`, aim: '' },
    beside('at 300 components', hundreds, three, '1.6 times', 'components300'),
    beside('at 3,000 components', thousands, three, '5 times', 'components3000'),
  ]
}

function manyFaults({ rounds }: Effort): Row[] {
  const [none, hundred, thousand] = inTurn(
    rounds,
    [0, 100, 1_000].map(faults => round => playUnder(faults, 10_000, round).recording.events),
  )
  const under = (what: string, round: Round, aim: string, name: string): Row => ({
    what,
    is: `${(nsPerEvent(round) / 1_000).toFixed(2)} µs`,
    aim,
    ratio: {
      name,
      value: nsPerEvent(round) / nsPerEvent(none),
      better: 'lower',
      hangsOnCache: true,
    },
  })
  return [
    { what: 'an event without a fault', is: `${nsPerEvent(none).toFixed(0)} ns`, aim: '' },
    under('with 100 faults in force', hundred, '0.8 µs', 'faults100'),
    under('with 1,000 faults in force', thousand, '5 µs', 'faults1000'),
  ]
}

/** Bytes, as a fresh process with such flags counts them. */
const bytes = (flags: readonly string[], question: string, amount: number): number =>
  inFreshProcess('memory.ts', ['--expose-gc', ...flags], [question, `${amount}`]) as number

/** What is allocated and kept, counted: the same in every run, however busy the machine is. */
function counted({ requests }: Effort): Row[] {
  // Until code is compiled its fractions are boxed: how long that lasts must not hang on others.
  const compiledInStep = '--no-concurrent-recompilation'
  const uncollected = ['--max-semi-space-size=2048', '--min-semi-space-size=2048']
  const flags = [compiledInStep, ...uncollected]
  const allocated = bytes(flags, 'allocatedPerRequest', 3 * requests)
  const many = bytes([], 'heldByChains', 1_000)
  const ratio = (name: string, value: number): Ratio => ({ name, value, better: 'lower' })
  return [
    {
      what: 'allocated for a request',
      is: `${allocated.toFixed(0)} bytes`,
      aim: '400 bytes',
      ratio: ratio('bytesAllocated', allocated),
    },
    {
      what: 'held by 3,000 components',
      is: megabytes(many),
      aim: '70 MB',
      ratio: ratio('bytesHeldBy3000', many),
    },
  ]
}

/** What is kept of runs of any length, and of what stands idle. */
function held({ minutes }: Effort): Row[] {
  const one = bytes([], 'heldAfterMinutes', 1)
  const long = bytes([], 'heldAfterMinutes', minutes)
  const idle = bytes([], 'perIdleComponent', 10_000)
  return [
    { what: 'held after 1 virtual minute', is: megabytes(one), aim: '' },
    { what: `held after ${minutes} virtual minutes`, is: megabytes(long), aim: '10 MB more' },
    { what: 'held for an idle component', is: `${idle.toFixed(0)} bytes`, aim: '1 KB' },
  ]
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

function policies({ requests, rounds }: Effort): Row[] {
  return costs(requests, Math.ceil(rounds * 0.6)).map(({ name, ns }, i) => ({
    what: i === 0 ? 'a call without a policy' : `with ${name}`,
    is: `${i > 0 && ns >= 0 ? '+' : ''}${ns.toFixed(0)} ns`,
    aim: '',
  }))
}

type Cold = { readonly importMs: number; readonly totalMs: number }

function cold({ processes }: Effort): Row[] {
  const tries = Array.from({ length: processes }, () => ({
    referenceMs: inFreshProcess('cold-reference.mjs', [], []) as number,
    ...(inFreshProcess('cold.mjs', [], []) as Cold),
  }))
  const reference = median(tries.map(({ referenceMs }) => referenceMs))
  const row = (what: string, ms: number, aim: string, name: string): Row => ({
    what,
    is: `${ms.toFixed(0)} ms`,
    aim,
    ratio: { name, value: ms / reference, better: 'lower', hangsOnCache: true },
  })
  const [imported, total] = [
    median(tries.map(({ importMs }) => importMs)),
    median(tries.map(({ totalMs }) => totalMs)),
  ]
  return [
    { what: 'import of typescript, a reference', is: `${reference.toFixed(0)} ms`, aim: '' },
    row('import, in a fresh process', imported, '35 ms', 'import'),
    row('import and 1,000 requests', total, '80 ms', 'firstSpec'),
  ]
}

/** What N requests take beyond a half of what 2 N do, each in a fresh process. */
function warmUp({ requests, processes }: Effort): Row[] {
  const lostBy = (question: string): number => {
    const cpuMs = (amount: number): number =>
      inFreshProcess('memory.ts', [], [question, `${amount}`]) as number
    const lost = (): number => 2 * cpuMs(requests) - cpuMs(2 * requests)
    return median(Array.from({ length: processes }, lost))
  }
  const [byHand, inDsl] = [lostBy('cpuMsByHand'), lostBy('cpuMsOf')]
  return [
    { what: 'by hand, before it is at full speed', is: `${byHand.toFixed(0)} ms`, aim: '' },
    { what: 'in the DSL, before it is at full speed', is: `${inDsl.toFixed(0)} ms`, aim: '400 ms' },
  ]
}

/** Every part, in the order in which they are printed. */
export const parts: readonly ((effort: Effort) => Row[])[] = [
  throughput,
  trials,
  pending,
  idleComponents,
  manyComponents,
  manyFaults,
  policies,
  counted,
  held,
  cold,
  warmUp,
]

/** Those whose rows have a ratio: of times, which are measured several times, and of bytes. */
export const guarded = {
  timed: [throughput, trials, pending, manyComponents, manyFaults, cold],
  counted: [counted],
}
