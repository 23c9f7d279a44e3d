/**
 * What exploring costs: trials of a minute of the shop, against the runs they are made of; and
 * what threads cost and gain. `npm run bench:explore`; ratios of one run, on one machine, with the
 * quickest of several rounds, since a busy neighbour only ever slows things down.
 */
import { fileURLToPath } from 'node:url'
import { simulate } from 'gameday'
import type { Exploration } from 'gameday/explore'
import { PoolPlayer } from '../src/explore/campaign/pool-player.ts'
import { Corpus } from '../src/explore/search/corpus.ts'
import { LocalPlayer } from '../src/explore/search/local-player.ts'
import { planTrial } from '../src/explore/search/plan.ts'
import { GENERATION, type Player } from '../src/explore/search/player.ts'
import declared from './shop-exploration.ts'

const shop: Exploration = declared

const isSmoke = process.argv.includes('--smoke')
const [GENERATIONS, ROUNDS] = isSmoke ? [1, 1] : [4, 4]

const trials = Array.from({ length: GENERATION }, (_, trial) => trial)
const file = fileURLToPath(new URL('./shop-exploration.ts', import.meta.url))
const never = new AbortController().signal

/** The same trials again and again, each generation waiting for the one before. */
const playedBy = (player: Player) => async (): Promise<void> => {
  await player.play(trials, {
    corpus: new Corpus(),
    played: () => undefined,
    isWanted: () => true,
    signal: never,
  })
}

/** What the trials are made of: the same runs, and nothing else. */
async function simulated(): Promise<void> {
  for (const trial of trials) {
    const { faults, seed } = planTrial(shop, trial, new Corpus())
    simulate(shop.system, { for: shop.options.forMs, faults, seed, strict: false })
  }
}

/** Milliseconds a trial. */
async function measured(play: () => Promise<void>): Promise<number> {
  const began = performance.now()
  for (let i = 0; i < GENERATIONS; i++) await play()
  return (performance.now() - began) / (GENERATIONS * GENERATION)
}

const poolOf = (workers: number): Player =>
  new PoolPlayer({ file, seed: 'bench', guided: true, workers })

const players = { here: new LocalPlayer(shop), one: poolOf(1), two: poolOf(2) }
const plays = {
  simulated,
  here: playedBy(players.here),
  one: playedBy(players.one),
  two: playedBy(players.two),
}
type Name = keyof typeof plays
const names = Object.keys(plays) as Name[]

const best: { [name in Name]: number } = {
  simulated: Infinity,
  here: Infinity,
  one: Infinity,
  two: Infinity,
}
for (const name of names) await plays[name]()
for (let round = 0; round < ROUNDS; round++) {
  for (const name of names) best[name] = Math.min(best[name], await measured(plays[name]))
}
for (const player of Object.values(players)) await player.close()

const { simulated: bare, here, one, two } = best
const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)}%`
const lines = [
  [
    'a trial of 1 virtual minute, 100 requests/s',
    `${here.toFixed(1)} ms, ${(1_000 / here).toFixed(0)}/s and core`,
  ],
  ['what planning, judging and counting add', `${percent(here / bare)} (aim: below 10%)`],
  ['what a worker thread adds', `${percent(one / here)} (aim: below 10%)`],
  ['two threads against one', `${(one / two).toFixed(2)} times (aim: 1.7)`],
]
for (const [what, number] of lines) process.stdout.write(`${what.padEnd(46)}${number}\n`)
