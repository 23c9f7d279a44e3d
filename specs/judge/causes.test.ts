/** From a symptom back to its cause. */
import {
  call,
  causesOf,
  clients,
  crash,
  errorRate,
  errors,
  type Fault,
  publish,
  queue,
  rule,
  service,
  simulate,
  store,
  system,
  upstreamOf,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const chain = system('chain', {
  users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
  web: service({ handle: [call('orders'), call('ads', { optional: true })] }),
  orders: service({ handle: call('db', { timeout: '100ms' }) }),
  ads: store({ time: '1ms' }),
  db: store({ time: '1ms' }),
})

const play = (fault: Fault<'db' | 'ads' | 'orders->db'>) =>
  simulate(chain, { for: '10s', faults: [fault] })

const linksOf = (fault: Parameters<typeof play>[0]) =>
  causesOf(play(fault)).map(({ effect, cause, count }) => [effect, cause, count])

describe('D10 the causes of a failure', () => {
  it('lead from the clients through calls and components to the fault', () => {
    const fault = errors('db', { code: 503 }).at('5s').for('1s')
    expect(linksOf(fault)).toEqual([
      ['users->web', 'web', 100],
      ['web', 'web->orders', 100],
      ['web->orders', 'orders', 100],
      ['orders', 'orders->db', 100],
      ['orders->db', 'db', 100],
      ['db', `${fault}`, 100],
    ])
  })

  it('say it in sentences', () => {
    const fault = crash('db').at('5s').for('1s')
    expect(causesOf(play(fault)).map(({ sentence }) => sentence)).toEqual([
      'users->web failed 100 times: 504',
      'web failed 100 times because of web->orders',
      'web->orders failed 100 times: 504',
      'orders failed 100 times because of orders->db',
      'orders->db timed out 100 times, waiting for db',
      `db was touched 100 times by ${fault}`,
      'db: 100 requests, down, no answer',
    ])
  })

  it('end at the link when the fault is there', () => {
    const fault = errors('orders->db').at('5s').for('1s')
    expect(linksOf(fault).at(-2)).toEqual(['orders->db', `${fault}`, 100])
  })

  it('are none when what failed was optional', () => {
    expect(linksOf(errors('ads'))).toEqual([])
  })
})

describe('D10 causes that have other names', () => {
  const zoned = system('zoned', {
    users: clients({ rate: '50/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({ zone: 'eu', handle: [call('db', { timeout: '200ms' })] }),
    db: store({ zone: 'us', time: '5ms', replicas: 2 }),
  })
  const told = (run: ReturnType<typeof simulate>) => causesOf(run).map(({ sentence }) => sentence)

  it('are found by their zone, and by their replica', () => {
    for (const fault of [crash('zone:us').at('2s').for('1s'), crash('db#1').at('2s').for('1s')]) {
      const run = simulate(zoned, { for: '5s', faults: [fault] })
      expect(told(run).at(-2)).toContain(`db was touched`)
      expect(told(run).at(-2)).toContain(`by ${fault}`)
    }
  })

  it('are found in a group, and lead on to what triggered them', () => {
    const first = errors('db').at('2s').for('1s')
    const high = errorRate('db', { over: '1s' }).above('50%')
    const spread = rule('spreads', {
      when: high,
      effects: [errors(upstreamOf('db'), { code: 418 })],
    })
    const run = simulate(zoned, { for: '5s', faults: [first], rules: [spread] })
    const links = causesOf(run)
    const second = run.faults.find(fault => fault.rule === 'spreads')?.fault
    expect(links.find(link => link.effect === 'web' && link.cause === second)).toBeDefined()
    expect(links.find(({ effect }) => effect === second)).toMatchObject({ cause: 'db', count: 1 })
    expect(links.find(({ effect }) => effect === 'db')?.cause).toBe(`${first}`)
  })

  it('are found on the network', () => {
    const lossy = system(
      'lossy',
      {
        users: clients({ rate: '50/s', arrivals: 'steady', call: 'db', timeout: '1s' }),
        db: store({ time: 1 }),
      },
      { network: { 'users->db': { latency: 1, loss: { rate: 1, transport: 'none' } } } },
    )
    const run = simulate(lossy, { for: '1s' })
    expect(told(run)[0]).toBe('users->db lost 50 messages on its network')
  })

  it('are found behind a queue without room', () => {
    const post = system('post', {
      users: clients({ rate: '50/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
      web: service({ handle: publish('orders') }),
      orders: queue({ capacity: 20 }),
      mailer: worker({ of: 'orders', handle: work('10ms') }),
    })
    const down = crash('mailer').at('2s').for('4s')
    const run = simulate(post, { for: '10s', faults: [down] })
    expect(told(run).slice(-2)).toEqual([
      'orders kept up to 20 messages waiting for mailer',
      `mailer was touched 20 times by ${down}`,
    ])
  })
})
