import { goal } from 'gameday'
import { Corpus } from '../src/explore/search/corpus.ts'
import { judgeTrial } from '../src/explore/search/judge.ts'
import { planTrial } from '../src/explore/search/plan.ts'
import declared from './shop-exploration.ts'
const shop = (declared as any).with({ holds: goal.availability('30%') })
const known = new Corpus()
const rows: any[] = []
for (let r = 0; r < 3; r++)
for (let i = 0; i < 64; i++) {
  const plan = planTrial(shop, i, known)
  const b = process.cpuUsage()
  const j: any = judgeTrial(shop, plan)
  const { user, system } = process.cpuUsage(b)
  if (r === 2) rows.push([(user + system) / 1000, j, (plan as any).faults?.map(String).join(';')])
}
console.log(Object.keys(rows[3][1]), rows[3][1])
globalThis.rows = rows
for (const [ms, j, f] of rows) console.log(ms.toFixed(1), j.events ?? '', j.endedAt ?? j.playedMs ?? '', j.verdict?.broken ?? '', f)
