/**
 * What exploring costs: trials of a minute of the shop, against the runs they are made of; what it
 * gains to end those that have told what they can; and what threads cost and gain. `npm run
 * bench:explore`; ratios of one run, on one machine, with the quickest of several rounds, since a
 * busy neighbour only ever slows things down. Trials in this thread are measured in CPU time.
 */
import { fileURLToPath } from 'node:url'
import { goal, simulate } from 'gameday'
import type { Exploration } from 'gameday/explore'
import { PoolPlayer } from '../src/explore/campaign/pool-player.ts'
import { Corpus } from '../src/explore/search/corpus.ts'
import { LocalPlayer } from '../src/explore/search/local-player.ts'
import { planTrial } from '../src/explore/search/plan.ts'
import { GENERATION, type Player } from '../src/explore/search/player.ts'
import declared from './shop-exploration.ts'

/** A function judges it, so that every trial is played whole. */
const shop: Exploration = declared
const early: Exploration = shop.with({ holds: goal.availability('30%') })
const healing: Exploration = early.with({ recovers: goal.availability('95%') })

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
type Cost = { readonly cpu: number; readonly wall: number }

async function measured(play: () => Promise<void>): Promise<Cost> {
  const [began, used] = [performance.now(), process.cpuUsage()]
  for (let i = 0; i < GENERATIONS; i++) await play()
  const trialsPlayed = GENERATIONS * GENERATION
  const { user, system } = process.cpuUsage(used)
  return {
    cpu: (user + system) / 1e3 / trialsPlayed,
    wall: (performance.now() - began) / trialsPlayed,
  }
}

const poolOf = (workers: number): Player =>
  new PoolPlayer({ file, seed: 'bench', guided: true, whole: false, workers })

const players = {
  here: new LocalPlayer(shop),
  early: new LocalPlayer(early),
  healing: new LocalPlayer(healing),
  one: poolOf(1),
  two: poolOf(2),
}
const plays = {
  simulated,
  here: playedBy(players.here),
  early: playedBy(players.early),
  healing: playedBy(players.healing),
  one: playedBy(players.one),
  two: playedBy(players.two),
}
type Name = keyof typeof plays
const names = Object.keys(plays) as Name[]

const best = new Map<Name, Cost>()
for (const name of names) await plays[name]()
for (let round = 0; round < ROUNDS; round++) {
  for (const name of names) {
    const { cpu, wall } = await measured(plays[name])
    const known = best.get(name) ?? { cpu, wall }
    best.set(name, { cpu: Math.min(known.cpu, cpu), wall: Math.min(known.wall, wall) })
  }
}
for (const player of Object.values(players)) await player.close()

const cpu = (name: Name): number => best.get(name)?.cpu ?? NaN
const wall = (name: Name): number => best.get(name)?.wall ?? NaN
const trialOf = (name: Name): string =>
  `${cpu(name).toFixed(1)} ms, ${(1_000 / cpu(name)).toFixed(0)}/s and core`
const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)}%`
const lines = [
  ['a whole trial: 1 virtual minute, 100 requests/s', trialOf('here')],
  ['ended when it has told what it can', trialOf('early')],
  ['the same with a goal for its end', trialOf('healing')],
  ['what planning, judging and counting add', percent(cpu('here') / cpu('simulated'))],
  ['what a worker thread adds', percent(wall('one') / wall('here'))],
  ['two threads against one', `${(wall('one') / wall('two')).toFixed(2)} times`],
]
for (const [what, number] of lines) process.stdout.write(`${what.padEnd(50)}${number}\n`)
