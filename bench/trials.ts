/** What a trial of a search costs: its first ones, of a minute of the shop. */
import { goal, simulate } from 'gameday'
import type { Exploration } from 'gameday/explore'
import { Corpus } from '../src/explore/search/corpus.ts'
import { judgeTrial } from '../src/explore/search/judge.ts'
import { planTrial } from '../src/explore/search/plan.ts'
import { inTurn } from './measure.ts'
import type { Effort, Row } from './rows.ts'
import declared from './shop-exploration.ts'

/** A goal that is data, so that trials end when they have told what they can. */
const shop: Exploration = (declared as Exploration).with({ holds: goal.availability('30%') })

/** Of all kinds: one without faults, examples of each fault, and some that are drawn. */
const TRIALS = 64

/** A trial beside a whole run of that minute without faults. */
export function trials({ rounds }: Effort): Row[] {
  const [trial, whole] = inTurn(Math.ceil(rounds / 5), [() => play(TRIALS), playWhole])
  const [trialMs, wholeMs] = [trial, whole].map(({ cpuMs, events }) => cpuMs / events)
  return [
    { what: 'a minute of the shop, whole', is: `${wholeMs.toFixed(1)} ms`, aim: '' },
    {
      what: 'trials of that minute, on one core',
      is: `${(1_000 / trialMs).toFixed(0)} a second`,
      aim: '100 a second',
      ratio: { name: 'trial', value: trialMs / wholeMs, better: 'lower' },
    },
  ]
}

function play(count: number): number {
  const nothingKnown = new Corpus()
  for (let i = 0; i < count; i++) judgeTrial(shop, planTrial(shop, i, nothingKnown))
  return count
}

const RUNS = 8

function playWhole(): number {
  for (let seed = 0; seed < RUNS; seed++) simulate(shop.system, { for: '1m', seed })
  return RUNS
}
