import { test } from 'vitest'
import { exploration } from 'gameday/explore'
import { simulate } from 'gameday'
import { shop } from '../examples/shop/shop.ts'
import { planTrial } from '../src/explore/search/plan.ts'
import { Corpus } from '../src/explore/search/corpus.ts'
import { behavioursOf } from '../src/explore/search/behaviours.ts'
import { latencyOf, requestsOf, touchedBy } from '../src/explore/search/numbers.ts'
import { emptyTotals, withResult } from '../src/explore/search/totals.ts'
import { judgeTrial, scheduleData } from '../src/explore/search/judge.ts'
test('cost', () => {
  const e = exploration(shop, { for: '1m', holds: () => true })
  const corpus = new Corpus()
  const times: Record<string, number> = {}
  const timed = <T>(name: string, f: () => T): T => { const t = performance.now(); const r = f(); times[name] = (times[name] ?? 0) + performance.now() - t; return r }
  let totals = emptyTotals
  const n = 192
  const byOrigin: Record<string, number> = {}
  for (let g = 0; g < n; g += 32) {
    const results = []
    for (let i = g; i < g + 32; i++) {
      const trial = timed('plan', () => planTrial(e, i, corpus))
      byOrigin[trial.origin] = (byOrigin[trial.origin] ?? 0) + 1
      const run = timed('run', () => simulate(shop, { for: '1m', faults: trial.faults, seed: trial.seed }))
      const requests = timed('requests', () => requestsOf(run)), latency = timed('latency', () => latencyOf(run))
      const behaviours = timed('behaviours', () => behavioursOf(run, { requests, latency }))
      const touched = timed('touched', () => touchedBy(run))
      const r = { trial: i, verdict: 'held' as const, behaviours, reached: [], touched, requests, latency }
      results.push(r)
      totals = timed('totals', () => withResult(totals, r))
    }
    timed('learn', () => corpus.learn(results, i => scheduleData(planTrial(e, i, corpus))))
  }
  console.log(byOrigin, corpus.finds.length, Object.keys(totals.behaviours).length)
  for (const [k, v] of Object.entries(times)) console.log(k.padEnd(12), (v / n).toFixed(3), 'ms', (100 * v / times.run).toFixed(2), '%')
})
