/** The loss of zone a for a minute, and what became of zone b. */
import { crash, type NamesIn, type Run, simulate } from 'gameday'
import { recoveryOf } from '../support/recovery.ts'
import { type PlanName, shop } from './system.ts'

/** All that runs in zone a is gone from 0:30 to 1:30. */
export const lost = crash('zone:a').at('30s').for('60s')

/** Three minutes of the shop: half of one as usual, one without zone a, and what comes after. */
export const play = (plan: PlanName): Run<NamesIn<ReturnType<typeof shop>>> =>
  simulate(shop(plan), { for: '3m', faults: [lost], resolution: '1s' })

/** What clients saw, and how the zone that was left fared. */
export function outcome(plan: PlanName) {
  const run = play(plan)
  const survivor = run.at('ordersB', { during: lost })
  return {
    before: run.availability({ between: [0, '29s'] }),
    during: run.availability({ during: lost }),
    lastMinute: run.availability({ between: ['2m', '3m'] }),
    p99: run.latency('p99', { during: lost }),
    /** How busy zone b was, and how many waited there at most. */
    utilisation: survivor.utilisation,
    queued: survivor.queue.peak,
    /** What zone b did for clients that had given up. */
    inVain: run.at('webB', { during: lost }).wasted.count,
    recovery: recoveryOf(run),
  }
}
