/** E7 outlier ejection: the results of requests take a replica out of use for a while. */
import { call, crash, errors, type Fault, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once } from '../support/story.ts'

type Target = 'db' | `db#${number}` | 'users->db'

/** One replica may be ejected whatever the share. */
const always = { alwaysEjectOneHost: true }

const pool = (outlierDetection: object = always, replicas = 3) =>
  system('pool', {
    users: once('db', { rate: '100/s', requests: 12_000, timeout: '500ms' }),
    db: store({ time: '1ms', replicas, outlierDetection }),
  })

const play = (faults: readonly Fault<Target>[], options: object = always, replicas = 3) =>
  simulate(pool(options, replicas), { for: '2m', faults })

const told = (run: ReturnType<typeof play>): string[] =>
  run.facts('replica').map(({ at, replica, is, because }) => `${at} #${replica} ${is}: ${because}`)

describe('E7 outlier ejection', () => {
  it('takes a replica out after five failures in a row, for 30 s, and longer each time', () => {
    const run = play([crash('db#1', { refuse: true }).at('1s')])
    expect(told(run)).toEqual([
      '1120 #1 ejected: 5 failures in a row',
      '40000 #1 returned: its time is over',
      '40120 #1 ejected: 5 failures in a row',
      '110000 #1 returned: its time is over',
      '110120 #1 ejected: 5 failures in a row',
    ])
    // Five times three failures are all that anybody sees of two minutes of outage.
    expect(counts(run.requests().outcomes)).toEqual({ ok: 11_985, rejected: 15 })
  })

  it('learns of a replica that never answers when its callers give up', () => {
    const run = play([crash('db#1').at('1s').for('5s')])
    // Its fifth request after the crash is sent at 1,120 and given up 500 ms later.
    expect(told(run)[0]).toBe('1620 #1 ejected: 5 failures in a row')
    // Those that were sent meanwhile were lost, too.
    expect(run.requests().outcomes.timeout).toBe(21)
  })

  it('finds one that fails more than the others, though never five times in a row', () => {
    const options = { ...always, consecutive: 1_000 }
    const run = play([errors('db#2', { rate: 0.3 }).at('20s')], options, 6)
    const [first] = told(run)
    expect(first).toMatch(/^30000 #2 ejected: success rate [67]\d(\.\d)?%, below [78]\d(\.\d)?%$/)
  })

  it('ejects no more than its share of replicas, whatever happens', () => {
    const run = play([errors('db').at('1s')], { most: 0.5 }, 4)
    expect(run.facts('replica').filter(({ at }) => at < 10_000).length).toBe(2)
  })

  it('ejects nobody of three by default, as Envoy does since 1.28, and says so', () => {
    const run = play([crash('db#1', { refuse: true }).at('1s')], {})
    expect(told(run)).toEqual([])
    expect(run.requests().outcomes.rejected).toBe(3_967)
    expect(pool({}).warnings.map(({ what }) => what)).toEqual([
      'outlierDetection never ejects anybody: one of 3 is more than 10%',
    ])
    expect(pool(always).warnings).toEqual([])
  })

  it('ejects the only replica there is where it may: nobody is compared', () => {
    const alone = system('alone', {
      users: once('db', { rate: '100/s', requests: 1_000, timeout: '500ms' }),
      db: store({ time: '1ms', outlierDetection: { most: 1, consecutive: 3 }, panicThreshold: 0 }),
    })
    const run = simulate(alone, { for: '10s', faults: [errors('db').at('1s')] })
    expect(run.facts('replica').map(({ at, is }) => [at, is])).toEqual([[1_020, 'ejected']])
    // From then on nobody is left to ask.
    expect(counts(run.requests().outcomes)).toEqual({ ok: 100, error: 3, rejected: 897 })
  })

  it('and in panic uses them all', () => {
    const run = play([errors('db').at('1s')], { most: 1 }, 4)
    const { replicas } = run.at('db', { between: ['5s', '10s'] })
    expect(replicas.map(({ issued }) => issued)).toEqual([125, 125, 125, 125])
  })

  it('blames nobody for what callers did wrong, gave up or never sent', () => {
    const badRequests = errors('db', { code: 404 })
    expect(told(play([badRequests]))).toEqual([])
    const lost = errors('users->db').at('1s')
    expect(told(play([lost]))).toEqual([])
  })

  it('lets retries find a replica that works', () => {
    const shop = system('shop', {
      users: once('web', { rate: '100/s', requests: 3_000 }),
      web: service({ handle: call('db', { retry: { attempts: 3, base: 0 } }) }),
      db: store({ time: '1ms', replicas: 3, outlierDetection: always }),
    })
    const run = simulate(shop, { for: '30s', faults: [crash('db#1', { refuse: true })] })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 3_000 })
    expect(run.on('web->db').attempts.issued).toBe(3_005)
  })
})
