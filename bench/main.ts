/**
 * Measures the engine against the same model written by hand, and what it costs in memory and at
 * the start. `npm run bench` for the figures in the README, `npm run bench -- --smoke` for a quick
 * look.
 */
import { type Distribution, exponential, simulate } from 'gameday'
import { playByHand } from './hand-written.ts'
import { delaySystem, idleSystem } from './idle.ts'
import { mm1, playInDsl } from './in-the-dsl.ts'
import { chains, playUnder } from './many.ts'
import {
  inFreshProcess,
  inTurn,
  millionsPerSecond,
  nsPerEvent,
  once,
  type Round,
} from './measure.ts'
import { RATE_PER_MS } from './model.ts'
import { costs } from './policies.ts'

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
  const play = (pending: number, time?: Distribution) => {
    const delay = delaySystem(pending, time)
    const length = requests / (pending / 100)
    return (round: number) => simulate(delay, { for: length, seed: round }).recording.events
  }
  const times = exponential('100ms')
  const [few, many, fewDrawn, manyDrawn] = inTurn(rounds, [
    play(100),
    play(10_000),
    play(100, times),
    play(10_000, times),
  ])
  const [alone, beside] = inTurn(rounds, [
    round => simulate(idleSystem(1), { for: '20s', seed: round }).recording.events,
    round => simulate(besideIdle, { for: '20s', seed: round }).recording.events,
  ])
  const idleUs = ((beside.cpuMs - alone.cpuMs) * 1_000) / IDLE
  return [
    { what: 'an event at 100 pending', is: `${nsPerEvent(few).toFixed(0)} ns`, aim: '' },
    { what: 'an event at 10,000 pending', is: timesThat(many, few), aim: '2.5 times' },
    { what: '10,000 to 100, times drawn', is: timesThat(manyDrawn, fewDrawn), aim: '2.5 times' },
    { what: 'an idle component, for a run', is: `${idleUs.toFixed(1)} µs`, aim: '' },
  ]
}

const timesThat = (many: Round, few: Round): string =>
  `${(nsPerEvent(many) / nsPerEvent(few)).toFixed(2)} times that`

function manyComponents(): Line[] {
  const seconds = requests / (1_000 * RATE_PER_MS)
  const played = [1, 100, 1_000].map(count => {
    const declared = chains(count)
    return (round: number) =>
      simulate(declared, { for: `${seconds}s`, seed: round }).recording.events
  })
  const [three, hundreds, thousands] = inTurn(Math.ceil(rounds / 3), played)
  const held = inFreshProcess('memory.ts', ['--expose-gc'], ['heldByChains', '1000']) as number
  return [
    { what: 'an event at 3 components', is: `${nsPerEvent(three).toFixed(0)} ns`, aim: '' },
    { what: 'at 300 components', is: timesThat(hundreds, three), aim: '1.6 times' },
    { what: 'at 3,000 components', is: timesThat(thousands, three), aim: '5 times' },
    { what: 'held by 3,000 components', is: megabytes(held), aim: '70 MB' },
  ]
}

function manyFaults(): Line[] {
  const [none, hundred, thousand] = inTurn(
    Math.ceil(rounds / 3),
    [0, 100, 1_000].map(faults => round => playUnder(faults, 10_000, round).recording.events),
  )
  const us = (round: Round): string => `${(nsPerEvent(round) / 1_000).toFixed(2)} µs`
  return [
    { what: 'an event without a fault', is: us(none), aim: '' },
    { what: 'with 100 faults in force', is: us(hundred), aim: '0.8 µs' },
    { what: 'with 1,000 faults in force', is: us(thousand), aim: '5 µs' },
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

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

type Cold = { readonly importMs: number; readonly totalMs: number }

function cold(): Line[] {
  const tries = Array.from(
    { length: isSmoke ? 3 : 9 },
    () => inFreshProcess('cold.mjs', [], []) as Cold,
  ).sort((a, b) => a.totalMs - b.totalMs)
  const median = tries[Math.floor(tries.length / 2)]
  return [
    { what: 'import, in a fresh process', is: `${median.importMs.toFixed(0)} ms`, aim: '35 ms' },
    { what: 'import and 1,000 requests', is: `${median.totalMs.toFixed(0)} ms`, aim: '80 ms' },
    { what: 'before it runs at full speed', is: `${warmUpMs().toFixed(0)} ms`, aim: '400 ms' },
  ]
}

/** What N requests take beyond a half of what 2 N do, each in a fresh process. */
function warmUpMs(): number {
  const cpuMs = (amount: number): number =>
    inFreshProcess('memory.ts', [], ['cpuMsOf', `${amount}`]) as number
  const tries = Array.from(
    { length: isSmoke ? 1 : 5 },
    () => 2 * cpuMs(requests) - cpuMs(2 * requests),
  )
  return tries.sort((a, b) => a - b)[Math.floor(tries.length / 2)]
}

const parts = [throughput, scaling, manyComponents, manyFaults, policies, memory, cold]
const whole = once(() => {
  for (const part of parts) print(part())
  return 1
})
console.log(`\n${(whole.cpuMs / 1_000).toFixed(0)} s of CPU time, Node ${process.version}`)

function print(lines: readonly Line[]): void {
  for (const { what, is, aim } of lines) {
    console.log(`${what.padEnd(40)} ${is.padStart(20)}${aim && `   aim ${aim}`}`)
  }
}
