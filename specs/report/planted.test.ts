/** What is told of planted outages, word for word: who changes a wording sees what comes of it. */
import type { Goal, Run } from 'gameday'
import { describe, expect, it } from 'vitest'
import { goalText } from '../../src/report/goals/goal-text.ts'
import { outages } from '../quality/planted/index.ts'
import { played } from '../quality/support/outage.ts'

/** The chapters that say why, and what would have held. */
function chaptersOf(run: Run, goal: Goal): string {
  const telling = { run, isNot: false, place: {} }
  const text = goalText(goal as never, goal.judge(run) as never, telling)
  return text.slice(text.indexOf('  Why'), text.indexOf('  Replay'))
}

/** Planted outages, and the whole of what is said of them in the first seed. */
const told: readonly { readonly name: string; readonly says: string }[] = [
  {
    name: 'calls without a time-out to a store that crashes',
    says: `  Why
    crash('ledger').at('20s').for('4s'): ledger was down: 30 of its 30 requests not served
    api->ledger has no time limit: all 30 slots of api waited for ledger for good, 1,000 more in
      line (full)
    so 1,712 requests of apps were turned away: line full (1,000), 1,030 timed out after 2s
    without that fault, same seed: 100%; with it, but api going on without ledger after 32ms: 100%

  Same seed, one change
    - api  call('ledger')
    + api  call('ledger', { timeout: '30ms' })
      time-out of 30ms (its p99 is 8ms): 94.89%, holds with 10ms to 80ms
    calls that wait give their slots back then
    the price: 183 attempts given up
    this leaves the fault as it is; to keep ledger from crashing instead gives 100%

`,
  },
  {
    name: 'metastable by retries',
    says: `  Why
    slow('orders', { by: '500ms' }): orders worked 510ms a request while that lasted, not 10ms
    over at 25s, but orders stays 100% busy: web->orders makes 3.99 attempts a call
    so orders is asked for 319.6% of what it can do, and without retries for 80%
    and none of 20,612 attempts are answered in time: each that is late is made again
    so 5,600 requests of agents failed with error 503, 504
    without that fault, same seed: 100%; with it, but without retries: 73.26%

  Same seed, one change
    - orders  queue: 1000
    + orders  queue: 10
      queue of 10 (not 1,000: more are turned away at once): 94.36%
    what gets in is answered in time, so retries fall from 3.33x to 1.17x
    the price: 1,616 turned away at once, fewer than the 14,868 without the change
    or breaker at web->orders: 86.14%; turns 869 calls away while it is open
    not enough: no retries at web->orders (73.26%), retry budget of 10% at web->orders (48.74%)

`,
  },
  {
    name: 'a surge',
    says: `  Why
    surge('fans', { factor: 4 }).at('20s').for('20s'): fans sent 4,738 requests, not 1,194
    seatsDb was asked 237/s, not 60/s: at 30ms each that takes 7.1 slots; it has 4, 496 in line
    so all 500 slots of seats waited for seatsDb, 1,000 more in line (full)
    that was over at 40s, but 1,000 at seats and 496 at seatsDb were in line: full until 56.25s
    so 4,597 requests of fans timed out after 2s, 576 failed with error 503
    without that fault, same seed: 100%

  Same seed, one change
    - seatsDb  concurrency: 4
    + seatsDb  concurrency: 8
      8 slots (not 4): 100%
    the price: 4 more slots; at the peak 7.13 of 8 are in use
    while all is well, with this change: p99 32ms, not 49.1ms
    this leaves the fault as it is; to have fans ask for no more than usual (a rateLimit at web
      would only turn the others away sooner) instead gives 100%

`,
  },
  {
    name: 'an outage of a zone',
    says: `  Why
    crash('zone:east') and partition('zone:east'): zone:east (eastApi, eastDb) was down
    so 1,290 calls of edge->eastApi fell back to westApi
    westApi was asked 98/s, not 48/s: at 100ms each that takes 9.8 slots; it has 8, 582 in line
    that was over at 45s, but 582 were still in line at westApi: full until 58.25s
    so 2,367 requests of phones timed out after 3s
    without these 2 faults, same seed: 100%

  Same seed, one change
    - westApi  concurrency: 8
    + westApi  concurrency: 12
      12 slots (not 8): 100%
    the price: 4 more slots; at the peak 11 of 12 are in use: hardly any headroom
    this leaves the fault as it is; to keep zone:east from crashing and mend the network at
      zone:east instead gives 100%

`,
  },
  {
    name: 'two faults of one moment',
    says: `  Why
    expiredCertificate('auth').at('20s').for('15s'): 594 calls failed: certificate not trusted
    so 594 requests of staff failed with error 503
    without that fault, same seed: 100%

  Same seed, one change
    renew the certificate of auth: 100%; until then, only if a made-up answer may do:
    - web  call('auth', { timeout: '300ms' })
    + web  call('auth', { timeout: '300ms', fallback: { value: 'stand-in' } })
      a fallback: 100%
    hides the fault: 25.67% are answered without what auth would say, and the call is not optional

`,
  },
  {
    name: 'layers of retries',
    says: `  Why
    slow('seatsDb', { by: '400ms' }): seatsDb worked 419ms a request while that lasted, not 30.4ms
    3 layers of retries, gateway to seats, make 26.8x attempts: seats was asked 1,100/s, not 41/s
    so all 1,000 slots of seats waited for seatsDb, 1,000 more in line (full)
    that was over at 25s, but retries keep seatsDb full to the end
    so 1,616 requests of phones failed with error 503, 504, 28 otherwise
    without that fault, same seed: 100%; with it, but without retries: 88.4%

  Same seed, one change
    - seatsDb  (no shedding)
    + seatsDb  shedding: { codel: { target: '50ms' } }
      shedding by CoDel (who has waited over 50ms is turned away): 97.19%
    what gets in is answered in time, so attempts of gateway->offers fall from 2.34x to 1.13x
    the price: 3,895 turned away at once
    not enough: breaker at flights->seats (79.6%), no retries at gateway->offers, offers->flights
      and flights->seats (88.4% would do, but while all is well, 99.88% are served, not 100%)
    this leaves the fault as it is; to make seatsDb as quick as before instead gives 100%

`,
  },
  {
    name: 'a queue that grows',
    says: `  Why
    slow('codec', { by: '250ms' }): codec worked 300ms a request while that lasted, not 50ms
    so encoder takes 13/s of the 50/s that come to jobs: all 4 slots of encoder wait for codec
    so 1,011 calls of web->jobs were turned away: queue full
    so 1,011 requests of makers failed with error 503
    without that fault, same seed: 100%

  Same seed, one change
    - encoder  concurrency: 4
    + encoder  concurrency: 16
      16 slots (not 4): 100%
    the price: 12 more slots; at the peak 15.8 of 16 are in use: hardly any headroom
    not enough: 8 slots at encoder (81.85%), 12 slots at encoder (97.25%, but does not hold with
      another seed)
    this leaves the fault as it is; to make codec as quick as before instead gives 100%

`,
  },
  {
    name: 'ejection of too many',
    says: `  Why
    badDeployment('nodes', { errorRate: 1 }).share(0.5): 12 of 225 answers of nodes were errors
    3 of 6 replicas of nodes at a time were taken out of use, first at 20.25s: 3 failures in a row
    so nodes is asked for 125.1% of what the other 3 can do (all 6: 62.6%), up to 600 in line
    time-outs count as failures: as the first come back at t=60s, 3 others are taken out
    so 3,574 requests of viewers failed with error 504, 500
    without that fault, same seed: 100%; with it, but without ejections at nodes: 98.01%

  Same seed, one change
    roll back the deployment of nodes: 100%; until then:
    - nodes  outlierDetection: { consecutive: 3, base: '30s', most: 0.5 }
    + nodes  outlierDetection: { consecutive: 3, base: '30s', most: 0.17 }
      no more than 1 of 6 replicas ejected at a time: 98.36%; the others are not overrun
    the price: a bad replica stays in use longer

`,
  },
]

describe('D9 a failure says', () => {
  it.each(told)('of $name', { timeout: 60_000 }, ({ name, says }) => {
    const outage = outages.find(one => one.name === name)!
    expect(chaptersOf(played(outage, '1'), outage.goal as Goal<never>)).toBe(says)
  })
})
