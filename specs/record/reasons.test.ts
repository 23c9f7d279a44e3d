/** Why requests and calls failed, and why breakers changed, in the part of a run that is asked. */
import { call, causesOf, clients, crash, errors, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '100/s', arrivals: 'steady', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 500,
    handle: call('db', { timeout: '100ms', breaker: { consecutive: 5, openFor: '2s' } }),
  }),
  db: store({ time: '1ms' }),
})

const first = errors('db', { code: 503 }).at('10s').for('1s')
const second = crash('db').at('20s').for('1s')
const run = simulate(shop, { for: '30s', faults: [first, second] })

describe('reasons', () => {
  it('are those of the window', () => {
    const texts = (window: object) => run.at('db', window).reasons.map(({ because }) => because)
    expect(texts({})).toEqual(['down, no answer', '503'])
    expect(texts({ during: first })).toEqual(['503'])
    expect(texts({ during: second })).toEqual(['down, no answer'])
    expect(texts({ between: ['0s', '10s'] })).toEqual([])
  })

  it('add up over windows to those of the whole run', () => {
    const count = (window: object) =>
      run.on('web->db', window).reasons.reduce((sum, reason) => sum + reason.count, 0)
    const parts = [count({ between: ['0s', '15s'] }), count({ between: ['15s', '30s'] })]
    expect(parts[0] + parts[1]).toBe(count({}))
    expect(Math.min(...parts)).toBeGreaterThan(0)
  })

  it('of a component are those of its calls, window by window', () => {
    const causes = (window: object) => run.at('web', window).causes.map(({ because }) => because)
    expect(causes({ during: first })).toEqual(['web->db'])
    expect(causes({ between: ['0s', '10s'] })).toEqual([])
  })
})

describe('the causes in a window', () => {
  it('leave out what failed at other times', () => {
    const told = causesOf(run, { during: second }).map(({ sentence }) => sentence)
    expect(told.some(sentence => sentence.includes(`${second}`))).toBe(true)
    expect(told.some(sentence => sentence.includes('db: 503'))).toBe(false)
  })

  it('can begin at a call or a component', () => {
    expect(causesOf(run, { on: 'web->db', during: first })[0].effect).toBe('web->db')
    expect(causesOf(run, { at: 'db', during: first }).map(({ cause }) => cause)).toEqual([
      `${first}`,
    ])
  })

  it('are none where all were served', () => {
    expect(causesOf(run, { between: ['0s', '10s'] })).toEqual([])
  })
})

describe('breaker facts', () => {
  it('say why', () => {
    const facts = run.facts('breaker').filter(({ at }) => at < 15_000)
    expect(facts.map(({ from, to, because }) => [from, to, because])).toEqual([
      ['closed', 'open', '5 calls failed in a row'],
      ['open', 'half-open', 'open for 2s'],
      ['half-open', 'closed', 'its probes succeeded'],
    ])
  })

  it('say how long it was open as people read it, not to the last digit', () => {
    const rarely = system('rarely', {
      users: clients({ rate: '1/s', call: 'web', timeout: '1s' }),
      web: service({ handle: call('db', { breaker: { consecutive: 1, openFor: '2s' } }) }),
      db: store({ time: '1ms' }),
    })
    const { because } = simulate(rarely, { for: '30s', faults: [first] })
      .facts('breaker')
      .find(({ from, to }) => from === 'open' && to === 'half-open') ?? { because: 'none' }
    expect(because).toBe('open for 4.41s')
  })

  it('are those of the window', () => {
    expect(run.on('web->db', { during: first }).breaker).toHaveLength(1)
    expect(run.on('web->db', { between: ['0s', '10s'] }).breaker).toEqual([])
  })
})
