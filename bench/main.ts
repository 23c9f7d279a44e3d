/**
 * Measures the engine against the same model written by hand, and what it costs in memory and at
 * the start. `npm run bench` for the figures in the README, `npm run bench -- --smoke` for a quick
 * look.
 */
import { simulate } from 'gameday'
import { playByHand } from './hand-written.ts'
import { delaySystem, idleSystem } from './idle.ts'
import { mm1, playInDsl } from './in-the-dsl.ts'
import { inFreshProcess, inTurn, millionsPerSecond, nsPerEvent, once } from './measure.ts'

const isSmoke = process.argv.includes('--smoke')
const requests = isSmoke ? 20_000 : 100_000
const rounds = isSmoke ? 3 : 15

type Line = { readonly what: string; readonly is: string; readonly aim: string }

function throughput(): Line[] {
  const seconds = requests / 900
  const [byHand, inDsl, queue] = inTurn(rounds, [
    round => playByHand(requests, `${round}`).events,
    round => playInDsl(requests, `${round}`).recording.events,
    round => simulate(mm1, { for: `${seconds}s`, seed: round }).recording.events,
  ])
  const ratio = nsPerEvent(byHand) / nsPerEvent(inDsl)
  return [
    { what: 'three tiers, by hand on the kernel', is: speed(byHand), aim: '' },
    { what: 'three tiers, in the DSL', is: speed(inDsl), aim: '2.5 M events/s' },
    { what: 'ratio', is: ratio.toFixed(2), aim: '0.5' },
    { what: 'M/M/1 in the DSL (4 events a request)', is: speed(queue), aim: '5 M events/s' },
  ]
}

const speed = (round: { cpuMs: number; events: number }): string =>
  `${millionsPerSecond(round).toFixed(2)} M events/s`

function scaling(): Line[] {
  const play = (pending: number) => (round: number) =>
    simulate(delaySystem(pending), { for: requests / (pending / 100), seed: round }).recording
      .events
  const [few, many] = inTurn(rounds, [play(100), play(10_000)])
  const [alone, beside] = inTurn(rounds, [
    round => simulate(idleSystem(1), { for: '20s', seed: round }).recording.events,
    round => simulate(besideIdle, { for: '20s', seed: round }).recording.events,
  ])
  const idleUs = ((beside.cpuMs - alone.cpuMs) * 1_000) / IDLE
  const times = nsPerEvent(many) / nsPerEvent(few)
  return [
    { what: 'an event at 100 pending', is: `${nsPerEvent(few).toFixed(0)} ns`, aim: '' },
    { what: 'an event at 10,000 pending', is: `${times.toFixed(2)} times that`, aim: '2.5 times' },
    { what: 'an idle component, for a run', is: `${idleUs.toFixed(1)} µs`, aim: '' },
  ]
}

const IDLE = 1_000
const besideIdle = idleSystem(IDLE)

function memory(): Line[] {
  const big = ['--expose-gc', '--max-semi-space-size=2048', '--min-semi-space-size=2048']
  const bytes = (flags: string[], question: string, amount: number): number =>
    inFreshProcess('memory.ts', flags, [question, `${amount}`]) as number
  const allocated = bytes(big, 'allocatedPerRequest', isSmoke ? 50_000 : 300_000)
  const minutes = isSmoke ? 5 : 60
  const one = bytes(['--expose-gc'], 'heldAfterMinutes', 1)
  const long = bytes(['--expose-gc'], 'heldAfterMinutes', minutes)
  const idle = bytes(['--expose-gc'], 'perIdleComponent', 10_000)
  const megabytes = (n: number): string => `${(n / 1e6).toFixed(1)} MB`
  return [
    { what: 'allocated for a request', is: `${allocated.toFixed(0)} bytes`, aim: '300 bytes' },
    { what: 'held after 1 virtual minute', is: megabytes(one), aim: '' },
    { what: `held after ${minutes} virtual minutes`, is: megabytes(long), aim: 'the same' },
    { what: 'held for an idle component', is: `${idle.toFixed(0)} bytes`, aim: '1 KB' },
  ]
}

function policies(): Line[] {
  return costs(requests, isSmoke ? 3 : 9).map(({ name, ns }, i) => ({
    what: i === 0 ? 'a call without a policy' : `with ${name}`,
    is: `${i > 0 && ns >= 0 ? '+' : ''}${ns.toFixed(0)} ns`,
    aim: '',
  }))
}

type Cold = { readonly importMs: number; readonly totalMs: number }

function cold(): Line[] {
  const tries = Array.from(
    { length: isSmoke ? 3 : 9 },
    () => inFreshProcess('cold.mjs', [], []) as Cold,
  ).sort((a, b) => a.totalMs - b.totalMs)
  const median = tries[Math.floor(tries.length / 2)]
  return [
    { what: 'import, in a fresh process', is: `${median.importMs.toFixed(0)} ms`, aim: '' },
    { what: 'import and 1,000 requests', is: `${median.totalMs.toFixed(0)} ms`, aim: '60 ms' },
  ]
}
import { costs } from './policies.ts'

const whole = once(() => {
  for (const part of [throughput, scaling, policies, memory, cold]) print(part())
  return 1
})
console.log(`\n${(whole.cpuMs / 1_000).toFixed(0)} s of CPU time, Node ${process.version}`)

function print(lines: readonly Line[]): void {
  for (const { what, is, aim } of lines) {
    console.log(`${what.padEnd(40)} ${is.padStart(20)}${aim && `   aim ${aim}`}`)
  }
}
