/**
 * Prints, as JSON, the bytes one run of the request model leaves or allocates. Run by `main.ts`.
 */
import { simulate } from 'gameday'
import { playByHand } from './hand-written.ts'
import { playInDsl, threeTiers } from './in-the-dsl.ts'
import { idleSystem } from './idle.ts'
import { chains } from './many.ts'
import { once } from './measure.ts'

const [question, amount] = process.argv.slice(2)

const used = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
/** Twice: the buffers of what the first time frees are swept beside it, and gone by the second. */
const settled = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return used()
}

/** Everything allocated, as long as the young generation is large enough not to be collected. */
function allocatedPerRequest(): number {
  playInDsl(20_000, 'warm')
  const before = settled()
  const run = playInDsl(Number(amount), 'measured')
  const allocated = used() - before // what it takes to answer a question is not counted
  return allocated / run.requests().issued
}

/** What the world and the recording still hold when a run is done. */
function heldAfterMinutes(): number {
  const before = settled()
  const run = simulate(threeTiers, { for: `${Number(amount)}m`, eventLimit: 1e9 })
  const held = settled() - before
  return run.recording.events > 0 ? held : 0
}

/** What is held when a minute of so many chains of three components is over. */
function heldByChains(): number {
  const declared = chains(Number(amount))
  const before = settled()
  const run = simulate(declared, { for: '1m' })
  const held = settled() - before
  return run.recording.events > 0 ? held : 0
}

/** What so many requests take in a process that has played none before. */
function cpuMsOf(): number {
  const { cpuMs } = once(() => playInDsl(Number(amount), 'first').recording.events)
  return cpuMs
}

/** The same, written by hand. */
function cpuMsByHand(): number {
  const { cpuMs } = once(() => playByHand(Number(amount), 'first').events)
  return cpuMs
}

/** What a component costs that is declared and never called. */
function perIdleComponent(): number {
  const declared = idleSystem(Number(amount))
  simulate(idleSystem(1), { for: '1s' })
  const before = settled()
  const run = simulate(declared, { for: '1s' })
  const held = settled() - before
  return run.recording.events > 0 ? held / Number(amount) : 0
}

const answers: Record<string, () => number> = {
  allocatedPerRequest,
  heldAfterMinutes,
  heldByChains,
  cpuMsOf,
  cpuMsByHand,
  perIdleComponent,
}
console.log(JSON.stringify(answers[question]()))
