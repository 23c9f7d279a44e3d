import { search } from 'gameday/explore'
import published from './boutique.explore.ts'
import mended from './with-deadline.explore.ts'
for (const e of [published, mended]) {
  const t = performance.now()
  const f = await search(e as never)
  console.log(
    f.ending,
    JSON.stringify(f.totals.verdicts),
    f.totals.trials,
    `${f.counterexample?.faults}`,
    f.counterexample?.message,
    f.counterexample?.shrinking,
    JSON.stringify(
      f.counterexample?.margins.map(m => [`${m.fault}`, m.dial, m.isMonotone, m.sweep]),
    ),
    f.pairs,
    Object.keys(f.totals.behaviours).length,
    (performance.now() - t).toFixed(0),
  )
}
