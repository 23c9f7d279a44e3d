/**
 * Measures what worker threads cost and gain: minutes of the shop, played here, by one thread and
 * by two. `npx tsx bench/campaign.ts`; on a machine that does something else too, look at the
 * processor time. Each plays once before it is measured, as in a campaign that outlasts its start.
 */
import { fileURLToPath } from 'node:url'
import { PoolPlayer } from '../src/explore/campaign/pool-player.ts'
import { Corpus } from '../src/explore/search/corpus.ts'
import { LocalPlayer } from '../src/explore/search/local-player.ts'
import { GENERATION, type Player } from '../src/explore/search/player.ts'
import shop from './shop-exploration.ts'

const GENERATIONS = 6
const ROUNDS = 3

const file = fileURLToPath(new URL('./shop-exploration.ts', import.meta.url))
const never = new AbortController().signal

/** Plays generation after generation, as a guided campaign does: each waits for the one before. */
async function play(player: Player): Promise<void> {
  for (let i = 0; i < GENERATIONS; i++) {
    const trials = Array.from({ length: GENERATION }, (_, trial) => i * GENERATION + trial)
    await player.play(trials, new Corpus(), () => undefined, never)
  }
}

/** Milliseconds a trial: of real time, and of processor time. */
async function measured(player: Player): Promise<{ readonly real: number; readonly cpu: number }> {
  const [began, used] = [performance.now(), process.cpuUsage()]
  await play(player)
  const { user, system } = process.cpuUsage(used)
  const trials = GENERATIONS * GENERATION
  return { real: (performance.now() - began) / trials, cpu: (user + system) / 1_000 / trials }
}

const poolOf = (workers: number): Player =>
  new PoolPlayer({ file, seed: 'bench', guided: true, workers })

const players = {
  'in this thread': new LocalPlayer(shop),
  '1 worker': poolOf(1),
  '2 workers': poolOf(2),
}
for (const player of Object.values(players)) await play(player)
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, player] of Object.entries(players)) {
    const { real, cpu } = await measured(player)
    const numbers = `${real.toFixed(1)} ms a trial, ${cpu.toFixed(1)} ms of processor time`
    process.stdout.write(`${name.padEnd(15)} ${numbers}\n`)
  }
}
for (const player of Object.values(players)) await player.close()
